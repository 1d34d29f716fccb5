package understand

// careWords: what a person must see: fraud, another account, a wish for a person.
var careWords = []idea{
	{"human", []string{
		"grievance, ombudsman, with a pulse, 座机号, 会喘气的, 喘气的",
		"客诉, 不回我, 没人回我, 不理我, 没人理我, 没人管我, 不接电话, (你们|客服|业务|业务员)…(不回|不接|不理), 懒得打字, 不想打字",
		"nobody replies, no one replies, no reply from you, not replying",
		"人工, 有没有人, 有人没, 有人不, 有人么, 人呢, 客服, 真人, 转人, 投诉, 找个人, 找人问, 找人处理, 专员, 找经理, 叫人, 有人吗, 活人, 接线员, 工作人员, 换个人, 找领导, 找负责人, 客户经理, 打电话给我, 管事的, 你们领导, 你们经理, 你们老板, 来个人, 叫个人, (不想|不要|懒得)…(跟|和)…(机器|机器人)…(说|讲|聊), (不要|不用|别给我|别让)…机器人, 说人话, 给我打电话, 联系我, 联系你们, 联系到你们, 联系到人, 联系谁, 举报你, 不想跟机器人",
		"human*, real person, actual person, a person, live person, live agent, agent, representative, human operator, speak…(someone|somebody|person|manager|human|team|anyone|supervisor), talk…(someone|somebody|person|manager|human|team|anyone|supervisor), customer service, customer support, customer care, support team, put me through, complaint, complain, file a complaint, call me, operator, someone real, somebody real, get me someone, get me a, your manager, a manager, manager, supervisor, someone else, wont respond, (you|nobody|no one|support|they|team)…not respond*, not responding to me, nobody answers, no one answers, contact you, (your|support|hotline|service)…phone number, phone number of, can i ring, can i call, number to call, not a bot, stop the bot, connect me, transfer me to, escalate",
	}},
	{"pay_first", []string{
		"先交钱, 先付钱, 冻结…(要交钱|要付钱|要转钱|要缴费|要交费), 解冻费, 解冻金, 激活费, 验证金, 放款费, 解封费, 保证金…(才能|才给|才放|才解|就放|就解), (交|缴|付|转|打|充|存)…保证金, (交钱|付钱|转钱|打钱|转账|缴费|交费|充值|付费)…(解冻|解封|放款|才能到|才给), (先交|先转|先付|先缴|先打|先充|先存|先给)…(解冻|解封|放款|才给|才能|就给), (花|交|给|汇|转|付|打|充|存|缴)…(能|才|就|可以)…(放出来|放款|领钱|领到|拿到钱|解冻|解封|解除|取出来), (交|转|付|打|充|存|缴)…(就给我解|就能解|就可以解|就解冻|才解冻|就放款|才放款|就给放|才给放|才给解|就帮我解)",
		"(fee|money|deposit)…to (unlock|unfreeze|release|unblock)…(payout*|money|account|funds), pay a deposit, pay a security deposit, (unfreezing|unfreeze|unlock|unlocking|release|unblocking|unblock) fee, (pay|paying|deposit|send|sending|transfer|fee)…(to release|to unfreeze|to unlock|to unblock), (pay|paying|deposit|send|sending|transfer)…to get my (money|funds|payout)",
	}},
	{"accuses", []string{
		"你们…(骗子|骗人|骗钱|诈骗|黑公司|黑平台), 骗子公司, 骗子平台",
		"(you are|youre|you guys|you people|your company)…(scam*|thief|thieves|crook*|fraud*|stealing|robbing), scammers",
	}},
	{"police", []string{"报警, 报案", "call the police, calling the police, go to the police, going to the police, report you"}},
	{"bot_question", []string{
		"你是机器人, 是机器人吗, 是不是机器人, 机器人还是, 你是人吗, 是真人吗, 你是真人, 是不是真人, 是人还是",
		"are you (a bot|a robot|a machine|a human|human|a real|real|a person|ai|an ai|a computer), is this a (bot|robot|machine|real person|human), am i (talking|speaking|chatting) (to|with) (a bot|a robot|a human|a person|a real|a machine)",
	}},
	{"future", []string{
		"(明天|后天|下周|下星期)…(到多少|多少钱|多少到账), 能到多少, 会到多少, 要到多少, 能收到多少, 会收到多少, 会打多少, 会结多少, 能结多少, 周末的钱…(什么时候|啥时候|几时|何时), 周末的款…(什么时候|啥时候|几时|何时)",
		"how much will…(arrive|come|land|get), what will…(arrive|come in), will i (get|receive|have|be paid), will we (get|receive|have|be paid), (am i|are we) (getting|receiving|going to), going to (get|receive|be paid), will (arrive|land|come)…next",
	}},
	{"other_merchant", []string{
		"(商户号|商户编号|商户名|商户代码)…(不是我|不是咱|不是这|不是本|不对|不一样|不同|别人|别家|别的)",
		"(merchant number|merchant id|merchant no|merchant name|mid)…(not mine|isnt mine|not my|isnt my|not ours|isnt ours|different|wrong|someone else*|another)",
		"another merchant*…(number|name|id), other merchant*…(number|name|id), wrong merchant…(number|name|id), someone elses merchant, somebody elses merchant",
	}},
	{"not_human", []string{"(客人|客户|顾客|人家|对方)…(不回我|不理我|不接电话)", "supervisor code, supervisor password, manager password, manager card", "不用转人工, 不用人工, 不要转人工, 别转人工, 别给我转人工, 不必转人工, 不需要人工, 不需要转人工, 无需人工, 无需转人工, 先不转人工, 先别转人工, 不用找客服, 不用叫客服, 客服你好, 客服您好, 你好客服, 您好客服, 客服妹妹, 客服小姐姐, 客服老师, 客服好, (客人|客户|顾客|持卡人|人家|买家)…投诉, 客服…(加我|联系我|打给我|打电话给我|找上我), (客人|客户|顾客|持卡人)…(向|去|找|跟|打给|跑到)…(银行|发卡行|卡中心)…(投诉|申诉|告), 有没有人…(动过|碰过|摸过|拆过|换过|拿过|开过|刷过|用过|登过|登录过|退过|改过|查过|进过), 客服说, 客服讲, 收款客服说, (冒充|假冒|自称|叫|假装)…客服", "no need for a human, no need for a person, no need for an agent, dont need a human, dont need a person, dont need an agent, without a human, bank manager, my manager, our manager, shop manager, store manager, hotel manager, contact support, please contact support, agent bank, customer service fee"}},
	{"suspicious", []string{
		"(截图|截屏|付款记录|转账记录|付款页面)…(真的|假的|真假|p的|是真|是假)",
		"(screenshot*|proof of payment|payment proof|confirmation page)…(fake|real|genuine|edited|photoshop*)",
		"{toucher}…(动过|碰过|摸过|拆过|换过|动了|拆了|换了|换掉|打开过|改装|动手脚)…{device}, {device}…{toucher}…(动过|碰过|摸过|拆过|换过|动了|拆了|换了|打开过|改装|动手脚), 不是我…(刷|做|操作|交易|买|付|收|弄|开|花|消费), 不是我们, 不是本人, 盗刷, 盗用, 冒用, 骗我, 骗了我, 偷刷, 被盗, 被人刷, 卡被刷, 诈骗, 被骗, 骗子, 骗钱, 不认识的, 不明扣款, 不明交易, 不明来源, 不明款, 陌生, 来历不明, 可疑, 有人用我, 谁刷的, 谁操作的, (一直|不停|不断|反复|老是|来回)(换卡|地换卡|在换卡|都在换卡|换着卡), (客人|客户|顾客|有人|他|她)…(一直|不停|不断|反复|老是|来回)…换卡, 作弊, 测录, 改装, 被人动过, 动过手脚, 员工偷, 店员偷, 内鬼, 假小票, 伪卡, 伪造, 黑客, 异地登录, 冒充, 钓鱼, 没刷过, 没操作过, 我没刷, 我没有刷, 没做过, 不是我做, 套现嫌疑, 洗钱, 跑分, 怎么产生的, 半夜…交易, (半夜|凌晨|深夜)…(有|多了|多出|冒出)…笔, 假冒, 私自, 套取, (要|让|叫|问)我…(验证码|密码|转账|转钱), (加我|联系我|打给我|找我|发消息)…(要|问)…(卡号|身份证|密码|验证码), (自称|冒充|假装)…(客服|银行|公司), 我不知道的, 没人认, 没人承认, (店员|员工|伙计|收银员|收银|前台)…(给自己|往自己|到自己|进自己|自己卡|自己的卡|偷偷|私下), (换|试)…(好几|几|多|两|三|四|五|六|七|八|十)张卡, 一堆卡, 很多张卡, 一张一张…(试|刷), 一张卡…(八次|六次|七次|十次|好多次|很多次|不停), (没开门|关门|打烊|没营业|没上班|下班后|下班了|下班以后|下班之后)…(笔|刷|交易|收款), (店员|员工|收银|收银员|小姑娘|小伙|伙计)…(都退|退给|退了…自己|退一张), (报|念|说|给|发)…(短信号码|短信码|动态码|验证码), (底下|上面|里面|后面|卡槽)…(贴了|装了|多了|塞了), (机器|机子|终端|刷卡机)…(被人换|被换|被调包|被拆|人换了|多了根|多了个), (链接|电话|短信)…(要|问|填)…(卡号|密码|验证码), (短信|微信|邮件|电话|有人)…(让|叫|要)…(点链接|点个链接|点开链接|打开链接|点击|下载软件|下载app), (派来|派人)…换, 没有这笔, 我没有这笔",
		"(someone|somebody|anyone|anybody|who|stranger|they)…(touch*|opened|open|moved|messed|replaced|swapped|interfered|fiddled)…{gadget}, {gadget}…(something|a thing|thin thing|strange thing|extra piece|sticker)…(stuck|glued|taped|attached|fixed|over|inside|in the slot), something…(stuck|glued|taped|attached|fixed)…{gadget}, {gadget}…been (touched|opened|moved|replaced|swapped|messed|interfered), fraud*, scam*, stolen, stole, steal*, theft, hacked, hack, hacker, suspicious, unauthori*, unrecogni*, unfamiliar, not recogni*, dont recogni*, didnt recogni*, cant recogni*, do not recogni*, strange, unknown…{pay}, bogus, fake, false, phish*, counterfeit, skimm*, skimmer, compromised, isnt mine, not mine, arent mine, wasnt mine, random…{pay}, mystery, weird…{pay}, (someone|somebody)…(used|using|else), someone i dont know, without my (knowledge|permission|consent), who made, dishonest, staff…(stole|stealing|pocket*), employee…(stole|stealing|pocket*), cloned, tamper*, identity…stolen, may not be right, dont remember, not remember, money launder*, laundering, impersonat*, (cashier|staff|employee|waiter|waitress|worker|manager)…(own card|own account|himself|herself), (unblock|unfreeze|unlock|release)…for (money|a fee), offered to (unblock|unfreeze|unlock|release), wanted…code, glued, stuck something, (shop|store|city|place)…(not mine|never been), closed…(sales|transactions|swipes), refund*…(nobody|no one|none of us), tried…cards, swap…(terminal|machine|reader), (asks|asking|asked)…(card number|my pin|password|code), somebody else, never made this, never swiped, (want|wants|wanted|ask|asks|asked|asking)…(otp|verification code|sms code|my pin|my password)",
	}},
	{"fraud", []string{
		"盗刷, 盗用, 冒用, 偷刷, 诈骗, 欺诈, 被骗, 受骗, 骗子, 骗钱, 骗我, 骗了我, 被盗, 伪卡, 被人刷, 偷来的卡, 偷的卡, 偷嚟, 呃咗, 呃了, 呃钱, 人呃, 测录, 洗钱, 黑客",
		"fraud*, scam*, stolen, theft, hacked, hacker, skimmed, skimmer, phish*, counterfeit, cloned, money launder*, laundering",
	}},
	{"no_fraud", []string{
		"(不是|并非|不算|没有|没|不会是|又不是)…(盗刷|盗用|冒用|偷刷|诈骗|欺诈|被骗|骗子|骗钱|被盗|伪卡|洗钱)",
		"(not|no|isnt|wasnt)…(fraud*|scam*|stolen|hacked|hacker|theft)",
	}},
	{"whether", []string{"是不是, 是否, 会不会, 有没有, 系咪, 系唔系, 算不算", "isnt it, is it not, or not, whether"}},
	{"asks_of_signs", []string{"有没有异常, 有没有什么异常, 有无异常, 有什么异常吗, 有没有不对劲, 有没有什么不对劲, 有什么不对劲吗", "anything (unusual|odd|abnormal)"}},
	{"not_mine", []string{
		"我没…(刷|做|操作|交易|消费|付过|买过), 我们没…(刷|做|操作|收过), 没有授权, 未授权",
		"(didnt|did not|havent|have not|never|not)…(make|made|makes|do|done|did|authori*|recall|recogni*|buy|bought|set up|initiate*|swipe*|ring up|place), {pay}…(i did not|i didnt|i havent|i never|we never|we didnt|i dont|that i didnt)",
	}},
	{"i_paid_thing", []string{"付款, 交易, 扣, 消费", "{pay}, charge, charges, charged, spent, purchases, payment, transaction, direct debit, something"}},
	{"change_account", []string{
		"(换|改|变更|绑|修改|新的|新|丢了|注销)…{结算卡}, (公司户|公户|对公户|法人户|私户|私人户|个人户|公账|私账)…(换成|改成|转成|变成)…(公司户|公户|对公户|对公|法人户|私户|私人户|个人户|公账|私账), {结算卡}…(换|改|变更|注销|丢了|错了|销户|解绑|更新), (户名|开户行|法人|账户|账号)…(改了|换了|变了|变更|怎么变|怎么换), (打|汇|转|结)…(另一个|另外一个|别的|新的|我老婆|我老公|公司)…(账户|卡|账号|户头)",
		"(chang*|updat*|switch*|replac*|modify*|edit*|new|different|another|closed|wrong|set|link*|add|adding|move)…{account}, {account}…(chang*|closed|wrong|old|linked|updat*|replaced|expired|switched)",
	}},
	{"out_of_the_blue", []string{"莫名其妙, 平白无故, 无缘无故, 不明不白", "out of the blue, out of nowhere"}},
	{"ask_whether_mine", []string{"是不是我"}},
	{"lost_phone", []string{"手机丢了, 手机被偷, 手机不见", "phone…(lost|stolen|missing), lost my phone, stole my phone"}},
	{"changed_banks", []string{"打到这个, 打到这张, 打到我老婆, 打到…新卡, 换成…的卡, 换了银行, 换银行, 换卡, 换张卡, 换一张卡, 换个卡, 改卡, 换账户, 换账号, 改账户, 改账号, 换到账, 账户改成, 账号改成, 账户换成, 账号换成, 改到…卡, 换到…卡, 打到另外, 打到别的, 打到另一张, 打到我新, 打到新, 打到这张, 改到我", "changed banks, change banks, changed bank, switched banks, switch banks, new bank account, changing banks, change my bank, pay…(into|to) a different, pay…(into|to) another, pay me to another, send…payout*…(to another|to a different|to my new|elsewhere), payouts…(to another|to a different|to my new), redirect, (pay|send|transfer)…(another|different|new|wife|other) (card|account|bank), closed our…account, closed my…account"}},
	{"who_asks", []string{
		"(有人|有个|电话|短信|自称|客服|陌生人|微信)…(要|问|让|叫)",
		"(someone|somebody|guy|man|woman|caller|person|call|email|text|sms|stranger|he|she|they)…(ask|asks|asked|asking|want|wants|wanted)",
	}},
	{"from_you", []string{
		"(短信|链接|电话|邮件|微信|来电|二维码)…(是你们|你们发|你们打|你们的|真的假的|是真的|是不是真|真的吗|官方), 是你们(发的|派的|派来|派人), (他|她|这人|那人|男的|女的|来人|自称|说)…是你们(公司|的人|的业务员|的员工|家的), 你们派来的, 你们派的, (换|收|修)…(机器|终端)…(给他|让他|能信)",
		"(is|was|are) (this|that|it|these) (from|by|really from) (you|u|your company), is (this|that|it) really you, is that you, (is|are) (he|she|they|this man|this guy|the man|this person|the caller) (from|with) (you|your company|u), (sms|text|email|link|message|caller|letter|call)…(legit|genuine|from you|really yours|a scam), (he|she|they|man|guy|person|caller) (said|says|claims|claimed) (he is|hes|she is|shes|they are|theyre|to be) (from|with) (you|your company|your bank)",
	}},
	{"other_card", []string{
		"换(张|个|了张|别的|)卡(也|还是|都|再|试|照样)",
	}},
}
