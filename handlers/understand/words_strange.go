package understand

// strangeWords: what this product is not for.
var strangeWords = []idea{
	{"out", []string{
		"快递, 包裹, 物流",
		"wifi code*, wifi password, wi fi password, tax return, income tax, sales tax, file my tax*, file taxes, 报税, 发票抬头, 零钱通, 招工, 房贷",
		"办张, 办一张, 办卡, 办信用卡, 几号了, 今天几号, 今天星期几, 额度, 提额, 限额, 养卡, 借呗, 贷款, 分期, 逾期, 还款, 信用分, 流量套餐, 流量有多少, 流量多少, 查流量, 剩余流量, 话费余额, 多少话费, 查话费, 套餐, 天气, 笑话, 会员, 密码, 怎么申请, 如何申请, 申请办理, 申请花呗, 申请开通, 开通, 怎么开, 办理, 怎么办卡, 关闭花呗, 押金, 激活, 订餐, 股票, 基金, 理财, 充值卡, 免息, 注册, 加盟, 代理, 招聘, 买机器, 购买机器, 哪里买, 手机号修改, 实名, 推荐, 优惠券, 红包, 导航, 足球, 电影, 下雨, 下雪, 降温, 刮风, 吃饭, 几岁, 多大了, 好吃的, 加油站, 文案, 算命, 唱歌, 讲个, 支持花呗, 能花呗, 用花呗吗, 运势, 带伞, 下棋, 上班时间, 营业时间, 几点上班, 几点下班, 几点开门, 几点关门, 换人民币, 在哪买, 哪买的, 提高, 提升, 身份证, 套现",
		"password*, passcode*, pin, verify my identity, verify identity, prove my identity, exchange rate*, foreign exchange, atm*, top up, topup, top-up, google pay, apple pay, new card, physical card, virtual card, disposable, order a card, get a card, request a card, actual card, card delivered, delivery of, tracking number, card arrived, card been delivered, lost my card, card is lost, phone…(lost|stolen), open an account, make an account, own account, close my account, delete account, delete my account, countries, age, weather, rain, raining, snow, birthday, netflix, license, capital of, landlord, bake, taxi, umbrella, how old, good name, new phone number, joke, recipe, restaurant, song, music, movie, loan, mortgage, credit score, credit limit, invest*, stock, crypto*, bitcoin, log in, login, sign up, register, make money, flight, hotel, book a, translate, timer, alarm, meeting, calendar, pizza, new device, upgrade plan, marketing, job, hiring, opening hours, office hours, working hours, business hours, wrong amount…atm, contactless, beneficiar*, auto top, fiat, currencies",
	}},
	{"card_ask", []string{"办卡, 换张信用卡", "get…card, card…work, card…working, card…delivered, card…arrive*, my card…(here|come)"}},
	{"elsewhere", []string{
		"(微信|qq|抖音|快手|小红书|淘宝号|陌陌)(号|账号|账户|)(被封|封号|被盗|登不|密码|解封)",
		"(instagram|facebook|whatsapp|tiktok|gmail|netflix|uber|snapchat|twitter)…(password|account|login|banned|blocked|hacked)",
	}},
}
