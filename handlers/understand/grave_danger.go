package understand

// Who does it, whom it is done to, and where an English or a Chinese clause goes on
// after it. Apostrophes are gone, and a clause ends at its punctuation.
const (
	doerZh   = `(?:客人|顾客|客户|有人|有客|他们?|她|那人|一个人|醉汉|歹徒|劫匪|对方|男的|小伙)`
	victimZh = `(?:我|我们|人|别人|(?:我|我们|店里)?(?:的)?(?:员工|店员|收银员|服务员|伙计|保安|老板|老板娘|老婆|老公|儿子|女儿|爸|妈|同事))`
	blowZh   = `(?:$|了$|伤|骂|耳光|巴掌|脸|头|[一两几](?:顿|拳|巴掌|耳光|棍|脚|刀|个$)|[啊呀])`

	doerEn   = `\b(?:customers?|clients?|guests?|he|she|they|man|men|guys?|someone|somebody|buyer|drunk|people|woman|kids?|robbers?|thief|thieves)\b`
	victimEn = `(?:me|us|(?:my|our|the|his|her) (?:wife|husband|staff|cashier|employees?|worker|waiter|waitress|manager|colleague|son|daughter|brother|sister|mother|father|guard|boss))`
	blowEn   = `(?:$| (?:and|because|when|now|again|badly|in the|on the|at the|so|until|with (?:a|an|his|her|the) ))`
)

var (
	// noHarm, noDanger and noCard are ordinary words of shops that hold a grave one.
	noHarm = anyOf(`跳楼(?:价|甩卖|大甩卖|清仓|大减价)`, `死鬼`, `想死(?:你|我)了|想死机|不想活动|不活(?:跃|动)|上吊(?:灯|顶|扇)`, `自杀式`, `\bsuicide (?:squad|wings|burger|prevention|hotline)\b`)

	selfHarm = anyOf(
		`不想活|不活了|活(?:够|腻)了|活着没意思|活不下去|没法活|(?:日子|我|真|都)(?:的|就|也|真)?不想过了|^不想过了`,
		`想死|去死算|死了算|死给(?:你|他)|死在(?:你|这|公司)|一了百了|想不开(?:了|$)|不想做人$`,
		`(?:去|要|想|就|准备|打算|只能|只有|真|再).{0,6}跳(?:楼|河|江|海|桥|崖)|^跳(?:楼|河|江|海|桥)(?:了|算|死|$)|(?:楼|桥|窗|顶|天台).{0,4}跳(?:下|楼|$)|跳楼$`,
		`自杀|自尽|上吊|割腕|轻生|寻短见|了断自己|结束(?:自己的?)?生命`,
		`(?:喝|吃|吞)(?:了|一瓶|一把|一盒|整瓶|半瓶|点)*(?:农药|安眠药|毒药|老鼠药)|喝药$|喝药(?:死|自)`,
		`\b(?:kill(?:ing)?|hang(?:ing)?|hurt(?:ing)?|harm(?:ing)?|shoot|drown) myself\b`,
		`\bend(?:ing)? (?:my (?:own )?life|it all)\b|\btake my (?:own )?life\b|\bsuicidal\b|\b(?:commit|committing|about|of|to|thinking|considering|contemplating) suicide\b|^suicide$`,
		`\bi(?: am|m| just| really| do| only| honestly)* (?:want(?:ed)? to|wanna|would rather) die\b`,
		`\b(?:do not|dont|no longer) want to (?:live|be alive)(?:$| any ?more| like this)|\bno reason to live\b|\bbetter off dead$`,
		`\bjump(?:ing)? (?:off|from) (?:of )?(?:the |a |this |my |our )?(?:roof|bridge|building|balcony|window|cliff)\b`,
		`\bi(?: really| just)? (?:cant|cannot|can not) go on(?:$| living| any ?more)|^(?:cant|cannot) go on$`,
	)
	// shopDies: it is the business that cannot live on, or a machine that hangs.
	shopDies = anyOf(`(?:店|生意|买卖|公司|摊子|摊|厂).{0,6}(?:活不下去|没法活|不活了|想死)`, `活不下去的?店`, `(?:机器|终端|系统|页面|程序|软件|机子|pos).{0,6}死在`)

	noDanger = anyOf(
		`火锅|炸鸡|烧烤|刀(?:削面|具|鱼|片|工|叉|架|鞘|店|剪|剪店)|(?:剪|指甲|美工|卖|买|菜)刀(?:店|的钱|款)|(?:扫码|扫描|水|胶|喷|加油|玩具|收银)枪|枪店`,
		`(?:剧本|狼人|三国|秒|抹|扼)杀|砍(?:你|我|人|他)?们?的?(?:价|单)|宰人`,
		`抢(?:了)?(?:购|红包|单|光|空|完|注|手|票|券|先|修|占|生意|客|位|名额)|抢了?(?:我|我们)的?(?:单|生意|客|名额|位)|(?:生意|客人|客源|单子|名额|票|券|位置)(?:都|全)?被.{0,4}抢`,
		`(?:跟|和|像|等于|简直|就是|这是|是在|如同|变相|你们|你们在|你们这是)(?:在|是)?(?:抢劫|抢钱|打劫|抢)`,
		`(?:费率|手续费|费用).{0,10}(?:抢劫|打劫)|(?:抢劫|打劫).{0,6}(?:费率|手续费|费用)`,
		`(?:隔壁|对面|楼上|楼下|外面|价格战?|电话|游戏)(?:都|又)?打起来`,
		`\ba (?:knife|gun) (?:set|sets|shop|store|block|sharpener|case|brand|holder|range|club|sale)\b`,
		`\b(?:hits?|hitting|threaten\w*) (?:me|us) (?:up )?with (?:a |an |the |more |another |so many |extra )*(?:\w+ )?(?:chargebacks?|fees?|refunds?|disputes?|bills?|complaints?|reviews?|charges?|claims?|fines?|rate|surcharge)\b`,
		`打(?:了|过|不通)?(?:你|您|他|她)们?(?:的|公司|客服|店里|那边|家)*(?:电话|热线|手机|座机|微信|客服$)`, `知道你们?(?:的)?(?:家|住).{0,8}(?:吗|么)$`,
		`\bwatch your back[ -]?(?:offices?|ends?|ups?)\b|\b(?:boys|guys|people|men) (?:round |over )?to (?:you|your \w+) (?:to (?:pick|collect|get|fetch|return|sign|drop|install|take|deliver|help|learn|bring)|for (?:the|a|some|training)|address)\b`,
		`\b(?:would|will|wont|didnt|doesnt) it (?:kill|hurt) you\b|\brobbed by (?:the|your|these|high|all)? ?(?:fees?|rates?|charges?|you)\b|\bbrok?e in ?to (?:my|our|the) (?:account|e?mail|phone|system|telegram|app|computer)\b`,
	)

	danger = anyOf(
		`(?:砍|杀|捅|宰|弄|打|搞|整|揍)(?:死|了|掉|死了)(?:你|他们|客服|人|全家|你们)|(?:砍|杀|捅)(?:你|人|全家)|(?:想|要|来|去)(?:打|揍)(?:你|你们|他|他们|人)$`,
		`(?:烧|炸|砸|掀)(?:了|掉|烂|平)(?:你|你们|他们)(?:的|家)?(?:公司|店|办公|总部|楼|机房|$)|(?:烧|炸|掀)(?:了|掉|平)(?:公司|办公室|客服)|把(?:你|你们|公司|店|他们|我)(?:的)?(?:公司|店|办公室|家|总部)?(?:都|给)?(?:烧|炸|砸|掀)(?:了|掉|烂|平)`,
		`(?:找|叫|喊|带)(?:几个|一帮|一群|些)?(?:人|兄弟|弟兄)(?:来|去|过去)?(?:(?:收拾|教训|砍|打|揍|砸)(?:你|死|他|烂)|(?:修理|弄|搞)(?:死|残|烂|[你他]们?(?:$|一顿|全家|不可)))|(?:收拾|教训|修理|弄残|废)了?(?:你|你们)(?:一顿|全家|$)`,
		`(?:(?:我|俺|老子|弟兄们?|兄弟们?)(?:们)?(?:早就?|已经|都|也|可)*知道|以为(?:我|老子)不知道)你们?(?:的)?(?:家|住)(?:在)?哪|^知道你们?住(?:在)?哪`,
		`(?:去|到|来|上|杀到|冲到)你(?:们)?(?:的)?(?:公司|总部|店|办公室|单位|家)(?:里|去|来)?.{0,6}(?:砸|烧|炸|拼命|杀|砍|打人|打死)`,
		`放火|同归于尽|出人命|抄家伙|(?:带|拿)着?家伙`,
		`(?:店|门|玻璃|柜台|收银台)(?:被|给)(?:人|客人|他们)?砸|砸(?:了)?(?:我|我们|咱)的?(?:店|门|摊|收银|柜)|来砸店|砸店`,
		`(?:拿着|拿|带着|带|持|提着|举着|挥着|掏出|亮出|动)(?:一|一把|把)?(?:菜|水果|砍|尖|长|小|大|西瓜|弹簧)?刀`,
		`(?:拿着|持|带着|掏出|举着)(?:一|一把|把)?(?:手)?枪|(?:拿着|带着|泼|浇|提着)(?:一桶)?汽油`,
		`抢劫|打劫|被抢|抢(?:了)?(?:我|收银|现金|钱箱|钱柜)`,
		`(?:客人|顾客|店里|两个?人|在店|他们|员工|门口|有人).{0,6}打(?:起来|架)|^(?:快|现在)?打起来`,
		`堵(?:在|着)?(?:我|我们|我们店|我店|店)?门口?(?:打|骂|闹)`,
		doerZh+`.{0,8}(?:打|揍|踹|踢|扇|捅|砍)(?:了|伤了?|过)?`+victimZh+blowZh,
		doerZh+`.{0,4}(?:把|将)`+victimZh+`(?:给)?(?:打|揍|捅|砍|踹|掐)(?:了$|伤|$)`,
		victimZh+`.{0,4}被(?:人|客人|顾客|他们?)?(?:打|揍|踹|砍|捅)(?:伤|得|$|了$|了一)|^被(?:人|客人|顾客)?(?:打|揍|砍|捅)(?:伤|了?$)`,
		doerZh+`.{0,6}动手(?:$|了$|打|推)|动手打|`+doerZh+`.{0,10}威胁(?:要)?(?:我|杀|打|砍)|掐(?:着|住)?(?:我|人|脖)`,

		`\brobbed\b|\brobbers?\b|\b(?:a|an|the|armed|been|being|reporting) robbery\b|\brobbery (?:in progress|at (?:my|our|the)|right now|here|happening)|^robbery$`,
		`\bheld up (?:at (?:gun|knife)|by (?:a |two |three |some |an? armed )?(?:man|men|guys?|robbers?|someone|somebody|gunm[ae]n|thief|thieves))|\bthis is a (?:hold ?-?up|stick ?-?up)\b`,
		`\b(?:gun|knife) ?-?point\b|`+doerEn+`.{0,24}\b(?:with|has|have|had|got|pulled|pulls|waving|pulling) (?:a|an) (?:gun|knife|machete|axe)\b|\bpulled a (?:gun|knife)\b`,
		`\battack(?:s|ed|ing)? (?:me|us|`+victimEn+`|(?:my|our) (?:shop|store))\b|\bbeing attacked\b`,
		doerEn+`.{0,16}\b(?:hits?|hitting|beats?|beating|beat up|beats up|punch(?:ed|es|ing)|slap(?:s|ped|ping)|kick(?:s|ed|ing)|stab(?:s|bed|bing)) `+victimEn+`(?: up)?`+blowEn,
		`\b(?:i|we|ive|weve|he|she|they|just|`+victimEn+`) (?:just |have |has )?(?:was|were|got|been|am being|is being|are being|being) (?:punched|stabbed|beaten(?: up)?|assaulted|mugged)\b`,
		`\bthreaten\w* (?:me|us|`+victimEn+`|to (?:kill|hurt|beat|stab|shoot|burn)|my (?:life|family))\b`,
		`\b(?:will|ill|gonna|going to|want to|wanna|to) (?:kill|shoot|stab|hurt) (?:you|him|her|them|someone|somebody)\b`,
		`\b(?:said|says|wants?|tries|tried|trying)\b.{0,14}\b(?:kill|stab|shoot|hurt) (?:me|us)\b|\b(?:he|customer|man|guy|someone|they)(?: is| are|s|re)? (?:will|going to|gonna) (?:kill|stab|shoot) (?:me|us)$`,
		`\bburn(?:ing)? (?:down )?your (?:office|shop|company|building|house|place|store)\b|\bsmash(?:ing)? (?:everything|(?:up )?your (?:office|shop|company|windows|place|face))\b|\b(?:i|we) know where you(?: all)? (?:live|sleep)\b|\bwatch your back\b`,
		`\b(?:send|bring)(?:ing)? (?:my |some |the |a few )?(?:boys (?:round |over )?to (?:you|your \w+)|(?:boys|guys|people|men) (?:after you|for you(?:$| all\b| tonight| tomorrow)|(?:round |over )?to your (?:house|home)|.{0,30}\b(?:smash|burn|beat|hurt|trash|break (?:your|everything|it all)|sort you out|deal with you|teach you)))\b`,
		`\bburn(?:ing)? (?:it|you|the place|(?:your|the) \w+) down\b|\bblow(?:ing)? (?:you|(?:your|the) \w+) up\b`,
		doerEn+` (?:just |has |have )?broke(?:n)? (?:in$|in ?to (?:my|our|the) (?:shop|store|restaurant|cafe|place|house|bar|salon|office))|\bburglar(?:s|y)?\b`,
	)
	// threatOfWords: what is threatened is a review or a refund, or what is robbed a table of fees.
	threatOfWords = anyOf(`威胁.{0,12}(?:差评|投诉|退款|拒付|退货|曝光)`, `(?:差评|投诉|退款|拒付|退货).{0,8}威胁`, `\bthreaten.{0,30}\b(?:review|refund|chargeback|dispute|complain\w*|court|lawyer|stars?)\b`)

	noCard = anyOf(`(?:饮|美|零|膳|粮)食卡|小吃.{0,3}卡`, `\bcard (?:details?|slip|receipt|number|payments?|fees?|sales?|copy|info\w*)\b`)

	cardKept = anyOf(
		`吞卡|吞(?:了|掉|进).{0,8}卡|卡(?:片)?.{0,8}(?:吞了|吞掉|被吞|吞进|吞下)`,
		`(?:机|机器|机子|终端|pos)(?:又|把|里)?(?:吃|食)(?:了|掉|咗|进|下)?(?:去)?.{0,6}卡$|^(?:又)?食(?:了|咗)?卡(?:$|了)`,
		`卡(?:片)?.{0,2}(?:被|让|给|俾|畀).{0,6}(?:吃|食)(?:了|掉|咗|进|下|$)|卡(?:片)?(?:都|就|也|给)?(?:吃|食)(?:掉|进|下)(?:去)?`,
		`卡(?:片)?(?:插|卡|夹|塞)(?:在|进|到)?.{0,8}(?:拿|取|拔|退|抽|出)不`,
		`(?:的|张|行|用)卡(?:片)?(?:被)?卡(?:住|死)了?$`,
		`卡(?:片)?(?:卡|夹)在.{0,6}(?:机|终端|pos|卡槽|插槽).{0,3}里`,
		`卡(?:片)?(?:拿|取|拔|退|抽)不(?:出|下)来?`,
		`\b(?:swallow(?:s|ed|ing)?|ate|eats|eaten) (?:up )?(?:the |my |a |his |her |our |customers? |clients? |guests? )*card\b`,
		`\b(?:terminal|machine|reader|pos|device|it)(?: has| just| had)* (?:kept|keeps|retained|trapped|took) (?:the |my |a |his |her |our |customers? |clients? |guests? )*card(?:$| and| in| inside| now| after)`,
		`\bcard (?:is |got |has been |was |gets |has got |still )*(?:stuck|swallowed|eaten|trapped|jammed)(?:$| (?:in|inside|by) (?:the |my |our |a )?(?:card )?(?:terminal|machine|reader|pos|slot|device|it)\b| inside| there| now| again)`,
		`\b(?:terminal|machine|reader|pos|device)\b.{0,4}\b(?:wont|will not|does not|doesnt|did not|didnt|refuses to|not|cant) (?:give|return|release|eject|spit|let go)\b.{0,20}\bcard\b`,
		`\bcard (?:wont|will not|does not|doesnt|cant|cannot|is not|isnt|not) (?:come|coming|get|be pulled|go|be taken)(?: back)? out\b|\b(?:cant|cannot|can not) (?:get|pull|take) (?:the |my |a |his |her |our |customers? )*card (?:back )?out\b`,
	)
	// cashOfCard: it is money that does not come out of a card.
	cashOfCard = anyOf(`取不出来?(?:钱|款|现金)|(?:钱|款|现金).{0,6}取不`)
)
