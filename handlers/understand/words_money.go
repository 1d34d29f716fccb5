package understand

// moneyWords: the money, its coming, its time, its amount and its price.
var moneyWords = []idea{
	{"money", []string{
		"钱, 款, 资金, 数口, 账款, 营业额, 到账, 到帐, 入账, 入帐, 进账, 结算",
		"money, fund, funds, cash, payout*, deposit*, settlement*, balance, proceeds, takings, sales, transfer*, payment*, my cut, remittance*, payday, earnings, revenue",
	}},
	{"payment", []string{
		"交易, 刷卡, 收钱, 扣钱, 付钱, 收我, 付款, 支付, 收款, 消费, 扣款, 那笔, 这笔, 一笔, 订单, 转账, 刷了, 刷的",
		"{pay}, card payment*, paid, swiped, tapped, card",
	}},
	{"arrive", []string{
		"到账, 到帐, 到数, 入账, 入帐, 进账, 收到, 到手, 打过来, 到我, 到银行, 下来, 到位, 结算, 打款, 出款, 提现, 转过来, 放款, 拨款, 划款, 下款, 过账, 结款, 到卡",
		"arrive*, reach*, come through, came through, land*, show up, show*…(in|on)…(bank|account*), be available, be in my, get paid, get my, get the, receive*, clear, clears, settle*, paid out, deposited, hit*…(account|bank), available, credited, appear*, my balance update, see the transfer, payout*, be finalized, go through",
	}},
	// absent is said of money without naming it; not_arrived may be said of anything.
	{"absent", []string{
		"(no|not any|without) (inbound|incoming|wire|remittance|credit from you|bank credit)",
		"没入过, 没进过, 没到过, 没收过钱, 没见过钱",
		"(没|未|没有|不)见(数|款|账|帐|入数|入账)",
		"(没|未|没有|还没|不见|不曾)…(到账|到帐|入账|入帐|进账|进帐|收到|收着|到卡|到手|到银行|到位|打款|打过来|给我打|给我转|结算|出款|回款|转过来|转给我)",
		"(没|未|没有|还没|不见|迟迟不)…(放款|拨款|划款|下款|划过来|拨下来|拨过来|过账), (未见|没见|不见)…(入户|入账|进账|到账|入账户|进户), (账上|卡里|卡上|银行里|账户里|户头)…(空的|啥也没有|什么也没有|什么都没有|是零|没动静), 没到, 未到, 没有到, (数|钱|款|账)…不见影, 不见踪影, 不见踪迹, 没踪影, 没了踪影, 不到账, 不到帐, 收不到, 没钱进, 没见钱, 不入账, 到不了, 见不到钱, 看不到钱, 一分没, 一分钱没, 没见着, 迟迟不, 还不到, 怎么不到, 没看到…(钱|款|账), 没给我, 不给我…(钱|结|打), 拖着不, 还差我, 欠我, 欠着, 没结, 未结",
	}},
	{"arrived_yet", []string{"到账了吗, 到账了没, 到账没, 到了吗, 到了没, 到没到, 到帐了吗, 到账没有, 打了没, 打了吗, 打款了吗, 收到了没, 结了吗, 结了没", "arrived yet, has…arrived, did…arrive, has…been paid out, paid out yet, paid us, paid me, sent us, is it in my, did my…(land|come), did you…(pay|send|settle)"}},
	{"not_arrived", []string{
		"no inbound, no incoming, no wire, no remittance, no alert",
		"(没|未|没有|还没|不见|不曾)…(到账|到帐|入账|入帐|进账|进帐|收到|收着|到卡|到手|到银行|到位|进来|打款|打过来|给我打|给我转|下来|结算|出款|回款|转过来|转给我|放款|拨款|划款|下款|拨下来|过账)",
		"(账上|卡里|卡上|银行里|账户里|户头)…(空的|啥也没有|什么也没有|什么都没有|是零), 没收到, 没来, 没钱进, 没见钱, 不入账, 到不了, 没影, 没动静, 没消息, 没拿到, 见不到钱, 看不到钱, 一分没, 一分钱没, 钱没了, 没见着, 迟迟不, 还不到, 怎么不到, 没看到…(钱|款|账), 没给我, 不给我…(钱|结|打), 拖着不, 还差我, 欠我, 欠着, 没结, 未结",
		"{not}…(arriv*|receiv*|come|came|landed|show*|reach*|credited|appear*|get it|get my|got my|got the|get the|get any|seen|deposited|been paid|paid out|paid me|hit|in my account|in my bank|in our account|sent to|got anything|see it|see my|see the|see any|updated|update|gone in|turned up|cleared|settled|got paid|get paid|the deposit|in the bank|got it|here|there)",
		"still waiting, waiting for…(money|transfer*|payout*|deposit*|payment*|funds|settlement), missing, still owe*, owe* me, owed, is late, are late, delayed, delay, overdue, went missing, gone missing, nowhere, disappeared, vanished, still nothing, pushed back, balance…(same|unchanged), stuck somewhere, lost my money, short of a payout, yet to (receive|arrive|get), no sign of, no deposit, no payout*, no money, no settlement",
	}},
	{"overdue", []string{
		"(都|已经|现在)…t (2|3|4|5|6|7|8|9|10)",
		"(already|now|its|it is|at)…t (2|3|4|5|6|7)",
		"(这都|都第|都已经|已经|都)…(两|三|四|五|六|七|八|九|十|好几|好多|几)…(天了|天啦|日了|个工作日了|个星期了|礼拜了|周了), 不是说…(就到|能到|到账|会到|给吗|到吗), 说好…(到|给|打)",
		"(you|they) (said|told|promised)…(next day|same day|tomorrow|today|two days|by now), was supposed to (arrive|come|land|be here), should have (arrived|come|landed|been here|been paid)",
	}},
	// still_open asks for the sum of what has not come; slow complains of the time that passes.
	{"still_open", []string{
		"(多少|几多|几钱|总数|总额|一共|总共|合计|加起来)…(在路上|在途|没到|未到|没结|未结|没打|没给|没付|没入|未入|没收到|待结算|待到账|待入账), (在路上|在途|没到|未到|没到账|未到账|没结算|没入账|未入账)的…(多少|几多|一共|总共|合计)",
		"how much…(on its way|on the way|still coming|still to come|outstanding|in transit|pending|not arrived|not yet arrived|still owed|am i owed|are we owed), (total|sum)…(on its way|on the way|still coming|still to come|outstanding|in transit|pending|not arrived), (what is|whats) (still outstanding|still on its way|still on the way|still to come|still coming|in transit)",
	}},
	{"slow", []string{
		"(怎么|为什么|为啥|咋|凭什么)…(这么慢|那么慢|这么久|那么久|好慢|太慢), 拖了这么久, 拖这么久, 拖这么长, 等了这么久, 等这么久, 太慢了",
		"(take|takes|taking|took) (so|this|that) long, (taking|takes) (forever|ages), why…so (slow|late), why the (delay|hold up), (what is|whats) the (delay|hold up)",
	}},
	{"where", []string{
		"钱捏, 钱咧, 钱嘞, 款捏",
		"钱呢, 去哪, 去了边, 去边, 上哪, 哪疙瘩, 哪去了, 到哪, 在哪, 哪里去, 哪儿去, 跑哪, 哪里了, 去向, 卡在哪, 下落",
		"where is, wheres, where are, where did, where has, where have, whereabouts, what happened to, where the hell, locate, trace, track down, whats going on with, what about my",
	}},
	{"paid_ok", []string{
		"付款成功, 支付成功, 交易成功, 刷卡成功, 扣款成功, 成功了, 付了, 已付, 付过, 已经付, 刷了, 刷过, 刷出去, 付完, 买单, 扣了, 已扣, 转了, 扣款, 扣钱, 被扣",
		"paid, went through, was approved, successful, processed, succeeded, taken",
	}},
	{"when", []string{
		"什么时候, 啥时候, 何时, 几时, 多久, 几天, 多长时间, 几点, 哪天, 什么时间, 时效, 多少天, 几号到, 几号能, 慢几天, 几个工作日, 什么时后, 多会儿, 啥时, 好久能, 好久到, 好久才",
		"how many working days, what day will, when, how long, how soon, what time, how many days, how quick*, how fast, which day, what day, eta, estimated, timeline, timeframe, wait time, expected date, how much time, within the week, how much longer",
	}},
	{"timing", []string{
		"算哪天, 算哪一天, 到吗, 几时到, 时候到, 时候能到, 时候结, 才到, 能到, 会到, 可以到, 多久到, 几天到, 几点到, 放款日, 出款日, 打款日, 拨款日, 打款时间, 出款时间, 放款时间, t几, 等到周, 假期…(打款|出款|放款), 过年…(打款|出款|放款|结算), 几点截止, 几点…截止, 算今天还是, 哪天到, 到账时间, 结算时间, 结算周期, 实时到, 即时到, 及时到, 当天到, 当日到, 次日到, 隔天到, 隔日到, 第二天到, 秒到, t 1, t 0, d 0, d 1, t1, t0, d0, d1, 工作日, 截止时间, 日切, 切账, 周末…(到账|到帐|结算|打款|入账), 节假日, 假期…(到账|结算), 周末能, 周末可以, 周末会, 放假…(到|结), 能到账, 能到帐, 会到账, 会到帐, 可以到账, 可以到帐, 到账吗, 到帐吗, 结算的时间, 结算规则, 到账规则, 当天能, 今天能到, 明天能到, 明天到, 今天到吗, 几号能, 结算周期",
		"settlement time, settlement cycle, cut off, cutoff, payout schedule, payout date, settlement day, same day, next day, business day*, working day*, on weekends, on the weekend, over the holiday*, bank holiday*, public holiday*, instant payout*, payout time*, how often…(payout*|paid|settle*), processing time, daily payout*, deposit schedule, when…(payout*|deposit*), (pay|settle|transfer)…on (sunday|saturday|weekend*|holiday*), before the (holiday|weekend)",
	}},
	{"short", []string{
		"below (the|our|my|what), (under|below|shy of|lower than)…(total|z report|sales|till), (is|was|were|came in|comes in|deposit|payout) (light|shy), (bucks|dollars|quid|euros|pounds|ringgit) (light|shy|short|under)",
		"少了, 少到, 到少, 少给, 少结, 少收, 少打, 不够, 不足额, 对不上, 不一致, 不一样, 不平账, 金额不对, 数额不对, 数目不对, 数不对, 钱不对, 账不对, 帐不对, 款不对, 不是这么多, 差了, 差额, 只到, 只有, 才到账, 只收到, 只给, 只结, 缩水, 短款, 短了, 不符, 有出入, 不对头, 少一截, 少了一截, 漏打, 漏给, 没到齐, 没给够, 没有全部, 不全, 差…(块|元|钱), 对不上账, 对不上帐, 少算, 到账…(少了|不对|不够), 少那么多, 怎么这么少, 变少, 多扣",
		"(payout*|payment*|deposit*|settlement*|transfer*)…short, short payout*, less than, i am missing, im missing, we are missing, were missing, (paid|pay|gave|sent)…less, instead of, short by, came up short, is short, was short, short paid, short payment, shorted, shorted me, shorted us, not complete, only receive, only received, got only, amount wrong, amount is wrong, underpaid, wrong amount, different amount, amount*…differ*, incorrect amount, not the full, full amount, partial, dont match, doesnt match, not match*, do not match, mismatch, discrepan*, dont add up, doesnt add up, not add up, difference between, lower than, smaller than, only sent, (deposit|payout|settlement|bank)…(is just|was just|is only|was only|only shows|just shows), only part, part of, expecting, should be, lower than my, only got, only received, only get, only paid, but only, just got, missing part, correct amount, full payout, are off by, is off by, reduced, shortfall, didnt get…full, not get…full, isnt the same",
	}},
	// expected with two amounts: what should have come, and what came instead.
	{"expected", []string{
		"(应该|本来|按理|按说|理应|明明)…(就|只|才|却|可|但|结果), (刷|卖|收|做|打|单子)…(就|只|才)…(到|进|给|打|来|有|收), (到|进|给|打|来|收)了…(明明|应该|可我|可是|但我)",
		"(sold|took|rang|swiped|expect*|should|supposed|total*|made|charged|sales)…(only|just|but you|but i|but bank|got|instead), (got|received|sent|gave|paid)…(expected|should|sold|supposed|instead)",
	}},
	{"fee", []string{
		"(手续费|点子|费用|点数|分期费|利息费)…(谁出|谁付|谁掏|谁承担|谁来出|算谁), (谁出|谁付|谁掏|谁承担)…(手续费|点子|点数), 手续费, 费率, 千分之, 封顶, 机具费, 机器费, 终端费, 通讯费, 月租, 租机费, 维护费, 使用费, 系统费, 平台费, 通道费, 技术费, 印花税, 少抽, 抽几, 要不要钱, 要钱吗, 收不收钱, 服务费, 扣费, 费用, 收费, 扣点, 扣率, 几个点, 多少个点, 佣金, 流量费, 通信费, 服务费, 年费, 月费, 通讯费, 抽成, 扣多少, 收多少钱, 利率, 点数",
		"stamp duty, levy, rental, machine rent, percent for, how much u take, how much you take, what percent, fee, fees, rate, rates, commission, surcharge*, extra charge*, additional charge*, cost, costs, pricing, percentage, mdr, interchange, overcharg*, charged extra, charged more, service charge, extra charge, transfer charge, extra…charge*, charged…(just|extra|for making|for paying|for transferring), charge me, charging me, get charged for, how much do you charge, how much do you take, basis points, deduction*, processing charge, monthly charge*",
	}},
	{"fee_of_dispute", []string{"(拒付|调单|争议)…(手续费|收费|收多少钱|要钱吗|收不收), (手续费|收费)…(拒付|调单)", "(do|will) you (charge|bill)…(chargeback*|dispute*|retrieval*), (fee|fees|cost)…(for|of|per)…(chargeback*|dispute*|retrieval*), (chargeback*|dispute*|retrieval*) (fee|fees|cost)"}},
	{"both_absent", []string{"(两笔|几笔|两单|两次的|全部|都)…(没到|没进|没收到|没入|没来|没打|没给)", "both…(missing|not|never), neither…(arrived|came)"}},
	{"fee_named", []string{"机具费, 机器费, 终端费, 通讯费, 流量费, 服务费, 月费, 年费, 租金, 月租, 管理费, 维护费", "rental, monthly fee, service fee, rent"}},
	{"why_charged", []string{"(为什么|为啥|凭什么|怎么|咋)…(扣我|收我|扣了我|收了我|扣钱|多收|扣掉|扣这)", "why…(charged|charge me|charging|deduct*|took|taking|taken off|take off), what…(deducted|taken off) for, (took|take|deducted|knocked)…off why, what is the…charge for"}},
	{"rate_other", []string{"汇率, 分期, 利息, 免息", "exchange rate*, foreign exchange, interest rate*, fx"}},
	{"statement", []string{
		"对账单, 对帐单, 账单, 帐单, 明细, 流水, 报表, 交易记录, 收款记录, 结算记录, 交易纪录, 收款纪录, 补打, 重打, 重印, 汇总, 日结单, 月结单, 清单, 查账, 查帐, 导出, 总共…(多少|收), 一共…(多少|收), 查询, 查到, 收款查询, 对一下账, 对账, 总额, 多少笔, 到账多少, 到了多少, 进了多少, 来了多少, 卖了多少, 收了多少, 营业额多少, 到了多少, 总数, 合计, 补印, 刷了多少, 多少单",
		"total, how much…(we made|we make|i made|we sold), what came, statement*, report, reports, summary, history, list of, export, csv, reprint, show me…(transactions|sales|payouts|deposits), see all, all transactions, recent transaction*, last transaction*, latest transactions, how much…(went into|deposited|was deposited|did i make|did we make|did i sell|have i|was paid|came in|total), check deposits, check my deposits, total sales, totals, total for, breakdown, download, reconcil*, transaction list, list my, list all",
	}},
	{"books", []string{
		"的账, 的帐, 昨天账, 今天账, 前天账, 昨日账, 今日账, 昨天帐, 今天帐, 昨日帐, 今日帐",
		"figures, numbers",
	}},
	{"account_word", []string{"账户, 账号, 账款, 帐户, 帐号, 帐款", "account*, phone*"}},
	// says_paid and bank_no together: a screen says that the money went out, the bank that it did not come in.
	{"says_paid", []string{
		"(后台|系统|平台|页面|小程序|软件|状态|你们|显示)…(已付款|已付|付款了|已打款|打款了|已出款|出款了|已到账|到账了|已结算|结算了|已划款|已转|付款成功|打款成功|到账成功|结算成功)",
		"(portal|dashboard|app|system|website|site|screen|status|backend|you|it)…(says|say|shows|show|said|showing|marked|listed)…(paid|settled|sent|completed|transferred|deposited|arrived)",
	}},
	// took_in and not_there together: what was taken in is not on the account.
	{"took_in", []string{
		"收了, 收的, 收到一笔, 收个, 刷了, 刷的, 刷个, 扫了, 扫的, 卖了, 卖的, 付了, 付的, 转了, 做了, 有个, 有一笔, 开了一单, 接了一单",
		"took, taken, swiped, charged, sold, rang up, tapped, paid, processed, scanned, ran, got",
	}},
	{"not_there", []string{
		"(我卡里|我卡上|我账上|我账户|卡里|卡上|账上|账户里|账户上|账户|户头|银行卡|银行卡里|银行里|手机银行|网银|张卡)…(没有|没|查不到|看不到|没见|没看见|没动静|没进|没短信|不见|空的)",
		"(银行)…(没短信|没提醒|没通知|没有短信|没动静|没提示), 卡里没有, 卡上没有, 账上没有, 卡冇钱, 卡没钱, 钱没见, 没见钱, 没看到钱, 没看见钱, 没进来, 没进账, 没进卡, 没见到钱",
		"(not|isnt|nothing|never)…(on my card|in my account|in my bank|on my account|in the bank|on the card|in the account), (bank|account|card)…(shows nothing|show nothing|says nothing|nothing|empty), dont see it, cant see it, do not see it",
	}},
	{"bank_no", []string{
		"(银行|卡里|卡上|账户|账上|流水)…(没有|没到|没收到|没看到|没见|没查到|查不到|看不到|未收到|未到|说没)",
		"bank…(says no|say no|said no|says not|nothing|has no|has not|hasnt|doesnt|does not|didnt|dont|cant|cannot|no record|never)",
	}},
	{"statement_noun", []string{"对账, 对帐, 账单, 帐单, 结算单, 日结单, 月结单", "statement, settlement report, sales report, payout report"}},
	{"statement_ask", []string{
		"怎么查, 哪里查, 在哪查, 在哪里看, 哪里看, 帮我查, 帮我打, 打印, 发我, 发给我, 给我发, 发一份, 导出, 补打, 重打, 查询, 查一下, 看一下, 要一份, 下载, 怎么看, 拉一下, 拉个, 我要, 想要, 想看, 能查, 可以查, 多少, 列一下, 列出",
		"send, download, export, get, show, see, check, where can i, need, want, email, give me, can i have, list, state, how much, how do i, how can i, pull, print, what was, what were, what is my, would like",
	}},
	{"last_money", []string{"陌生账户, 别人账户, 别人的账户, 别的账户, 别的卡, 别人卡", "wrong account, someone elses account"}},
	{"statement_give", []string{
		"(提供|发|发送|导出|给我|拉|打印|下载|传|寄|调)…(流水|对账单|交易明细|账单|月结单|日结单)",
		"(send|provide|export|email|share|forward|give) (me |us |)…(statement*|settlement breakdown|sales report|settlement report|transaction list)",
	}},
}
