package understand

// troubleWords: what can go wrong with one payment, and with the terminal.
var troubleWords = []idea{
	{"twice", []string{
		"重复, 两次, 二次, 两遍, 两笔一样, 多扣一次, 多刷了, 多扣了一, (刷|刷了|扣|扣了|付了|收了|按了|进了)…(两次|两笔|两遍|两回|两份|两条|两单|双份), 又扣了, (又|再)…(刷|扣|收|付|扫)…(一遍|一次|一笔), 刷重, 扣重, 收重, 付重, 双份, 两份, 两回, 双重, 多收一次, 重了, 三次, 好几次, 两笔相同, 同一笔…两, 一模一样",
		"2x, x2, again by mistake, took the money again, twice, duplicat*, double charg*, doubled, double bill*, double post*, two times, two separate times, charged two, second time, multiple times, multiple charges, more than once, same transaction…again, charged again, three times, double, two identical, repeated, same charge…(two|again), shows up two, same amount two, second one",
	}},
	{"failed", []string{
		"失败, 未成功, 没成功, 不成功, 交易关闭, 已关闭, 未完成, 没完成, 未付款, 没付款, 等待付款, 没有付款, 未支付, 没支付, 显示没付, 没出票, 没打小票, 没出小票, 超时, 没有小票, 未知, 刷不成功, 报错, 异常, 没出单, 没出凭条, 取消了, 没反应, 断网, 网断, 没过去, 没通过, 没记录, 没有记录, 没出来, 查不到这笔, 没上",
		"declin*, failed, fail, failure, unsuccessful, didnt go through, not go through, didnt work, not working, wasnt working, was not working, not approved, error, timed out, timeout, rejected, refused, no receipt, no slip, cancelled, canceled, never went through, didn t work, didnt complete, not completed, without approval",
	}},
	{"debited", []string{
		"(我|客人|客户|顾客|他|她)…(付了钱|付了款|付过钱|付过款|已经付), 钱付了, 款付了",
		"扣款了, 扣钱了, 扣了, 扣走, 被扣, 已扣, 已经扣, 钱扣, 还扣, 却扣, 扣了钱, 扣款成功, 出账, 扣除, 划走, 钱被扣, 已经扣款, 也扣, 扣客户, 扣我, 钱出去了, 钱…没了, 短信…扣, 客户…扣, (客人|客户|顾客|她|他|对方|人家|持卡人)…(扣款|被扣|付出去|扣走|转出去|收到…短信|钱没了|钱少了), 付出去了, 卡里的钱少了",
		"charged, debited, money…(gone|taken|out|left|deducted), deducted, taken from, still charged, took the money, was billed, paid twice, bank shows, left…account, transaction…in progress, still in progress, customer*…(charged|debited|bank|success|paid), client*…(charged|debited|bank|success|paid), bank took, money gone, (his|her|their) (bank|card|side|account)",
	}},
	{"my_side_failed", []string{
		"失败, 没成, 未成, 不成功, 打叉, 黑屏, 死机, 重启, 超时, 断网, 断线, 断了, 掉线, 通讯, 没出来, 没出单, 没出票, 没打单, 没打印, 没小票, 没反应, 报错, 异常, 未支付, 没支付, 没付成, 没有记录, 没记录, 没显示, 卡住, 未知, 过不了, 没通过, 没过",
		"not accepted, not approved, declin*, fail*, error, timed out, timeout, connection lost, lost connection, disconnected, froze, crash*, hung, no slip, no receipt, no record, not in my list, isnt in the list, isnt in my, not on my, cancelled, rejected, refused, nothing printed, did not go, didnt go, not completed",
	}},
	{"payer_debited", []string{
		"(客人|客户|顾客|人家|她|他|对方|买家|持卡人|客)…(扣|短信|支出|消费|少了|没了|付出|付了|付款成功|已付|转出|划走), (手机|短信|微信|零钱|银行卡|卡里|卡上|银行)…(扣了|被扣|扣款|支出|少了|没了|扣掉|扣走|消费)",
		"(customer*|client*|shopper*|guest*|buyer*|cardholder*|she|he|they|her|his|their)…(debit*|paid|charged|billed|deducted|money gone|sms|alert|message|took|taken|minus|success*)",
	}},
	{"progress", []string{
		"处理中, 在途, 进行中, 待处理, 审核中, 状态, 成功没, 成功了没, 成功吗, 有没有成功, 成没成, 是否成功, 成不成功, 算…成功, 打过去没, 交易关闭, 取消了, 待确认, 成功了吗, 过了没, 成没, 冲正, 为什么失败, 怎么失败, 收款失败, 付款失败, 交易失败, 支付失败, 刷卡失败, 被拒, 拒绝, 余额不足, 刷不了卡, 怎么没成功, 没刷成功, 刷成功没",
		"pending, status, in progress, did…go through, did not go through, didnt go through, not gone through, went through, approved, declin*, reverted, reverting, reversed, revers*, cancelled, canceled, failed, fail, refused, rejected, stuck, not been approved, be completed, finalized, didnt work, not work, doesnt work, isnt working, isnt my card working, didnt let me pay, was my…(payment|sale)…(successful|ok), authori*, complete, completed, closed successfully, put back, void*…status",
	}},
	{"whether_taken", []string{"到底(扣没扣|成没成|过没过|付没付|扣了没|成了没|付了没), (扣没扣|扣了没有|有没有扣)…(钱|款), 算(付|成|过)了(没|吗)", "(did|was) it…(take|taken|go through|charged) or not"}},
	{"code_asked", []string{"(失败|错误|返回|应答|响应|拒绝|授权)…(代码|代号)…(什么|啥|意思|原因), (代码|错误码|返回码|应答码)…(什么意思|啥意思|是什么|是啥)", "(错误码|返回码|应答码|响应码)…(什么|啥|意思|原因)", "(response|error|decline|result|return) code…(explain|mean*|what), what…(response|error|decline|return) code"}},
	{"declined", []string{"被拒, 拒绝交易, 拒绝刷卡, 余额不足", "declined, refused"}},
	{"refused_often", []string{"(被拒|拒绝|刷不过|刷不出)…(好几次|几次|两次|三次|多次|几回|几遍|两遍)", "(declined|refused|rejected)…(twice|several times|many times|two times|three times)"}},
	{"card_payment", []string{"刷卡, 付款", "card payment*, payment*"}},
	{"what_mean", []string{"什么意思, 是什么, 啥意思, 怎么回事, 为什么, 为啥, 咋回事", "what does, what is, whats, what a, mean, meaning, why, how come, explain"}},
	{"refund", []string{
		"退款, 退的款, 退货, 退钱, 退回, 退给, 撤销, 退掉, 退了, 怎么退, 咋退, 能退, 来退, 退一半, 退一部分, 退错, 退刷, 退多了, 想撤, 撤掉, 作废, 退还, 返还客户, 返款, 退单, 退费, 要退, 想退, 取消交易, 取消这笔, 撤消, 冲销",
		"(payment|sale|transaction|order|charge)…be (cancelled|canceled|reversed|voided|undone|returned), refund*, reimburse*, money back, void, voiding, return…(item|purchase|goods|money), cancel…(purchase|order|transaction|sale|payment|charge), reverted as, give…back, credit back, returned to the customer, returned to customer, undo, returned…(shoes|goods|dress|item|it), refunding",
	}},
	{"refund_strong", []string{"退的…(到账|到了|到没|收到), 退款, 退货, 撤销, 撤消, 退钱, 退回", "refund*, reimburse*, money back, void"}},
	{"dispute", []string{
		"(客人|客户|顾客|持卡人)…(向|去|找|跟|打给|跑到)…(银行|发卡行|卡中心)…(投诉|申诉|告), 举证, 拒付, 调单, 争议, 查单, 仲裁, 持卡人否认, 银行查询单, 持卡人不承认, 申诉交易, 拒付单, 退单通知, 不认账, 不承认…(消费|交易|这笔), 否认…(消费|交易|这笔), (被|银行|持卡人)…(扣回|追回|要回)去, (钱|款)…扣回去, 扣回款, 没消费过",
		"claw*, (bank|visa|cardholder|customer)…(took|pulled|reversed)…back, (bank|visa|issuer)…(proof|evidence|documents) (of|for), chargeback*, charge back*, dispute*, disputing, retrieval request*, representment, arbitration, cardholder denies, contested, evidence request",
	}},
	{"held", []string{
		"扣起, 圈存, 提不出来, 提不出, 提不了现, pending verification, payouts paused",
		"冻结, 风控, 被冻, 冻住, 冻了, 截留, 扣押, 暂扣, 押款, 收款异常, 存在风险, 收款风险, 风险商户, 限制收款, 限制结算, 限制提现, 被限制, 商户异常, 存在异常, 账户异常, 付款异常, 被封, 封号, 封了, 解冻, 延迟结算, 止付, 保证金, 管控, 冻着, 扣住, 冻资金, 卡住不, 压着我, 压着不, 解封, 被限, 停用了, 关停, 压我款, 压我的款, 压款, 压着款, 扣留, 冻我, 封我, 暂停结算, 补资料才, 交资料才, 资金被扣, 扣着",
		"frozen, freeze my payout, freez* my account, on hold, hold my, holding my, holding our, held my, withheld, withhold*, restricted, restriction*, suspended, suspend*, deactivated, paused, risk control, risk review, rolling reserve, release my, release the, cannot create payouts, asking for documents, aml, kyc, review my account, closed my account",
	}},
	{"held_maybe", []string{"限制, 风险, 审查, 调查, 压着, 卡住, 被锁", "hold, held, holds, holding, under review, reserve, blocked, released, locked, compliance, being reviewed"}},
	{"terminal", []string{
		"手机碰, 碰一下, 感应区, 闪付, handset, base station, docking station, contactless reader, keypad",
		"喇叭, 音箱, 音响, 播报器",
		"speaker, soundbox, sound box",
		"pos 机, 机器, 终端, 刷卡机, 机具, 打印, 小票, 签购单, 二维码, 收款码, 网络, 没网, 信号, 屏幕, 扫码枪, 电池, 刷卡器, pos, 设备, 读卡, 打印纸, 卡机, 热敏纸, 扫码, 扫不",
		"terminal*, pos, card reader, reader, machine*, printer, pos machine, pinpad, keypad, screen, batch, card machine, device, paper roll, wifi, sim card, bluetooth",
	}},
	{"broken", []string{
		"red light, flashing, searching, wont take, wont accept, doesnt take, spinning",
		"不报, 不播, 没播报, 没报, 不出声, 哑了, 叫个不停, 响个不停",
		"hang already, hangs, hanged, lagging, no sound, mute, silent, shut down, shuts down, shutting down, powers off, beeping",
		"坏了, 不能用, 用不了, 死机, 黑屏, 没网, 断网, 不出票, 不出纸, 不打, 打不出, 没打印, 没纸, 不读卡, 读不出, 刷不了, 刷不出, 扫不, 扫…不了, 扫…不上, 不了, 没反应, 连不上, 连接不, 签到, 签退, 离线, 开不了, 开不开, 开机, 关机, 重启, 故障, 失灵, 卡纸, 掉线, 充不, 没电, 没信号, 没有网, 没有信号, 信号不, 报错, 错误码, 代码, 超限, 单笔超, 更新, 升级, 密钥, 一直转, 来修, 来换, 维修, 修理, 报修, 修一下, 没声音, 不响, 不显示, 识别不, 打不开…(界面|机器|程序|软件|页面), 自己关机, 白纸, 坏掉, 没声音, 锁机, 自毁, 用不起, 花屏, 通讯失败, 通讯异常, 没出来, 没打出来, 超时, 联系发卡行, 提示…(错|异常|失败|联系)",
		"repair*, not uploaded, offline, not reading, isnt reading, wont read, doesnt read, cant read, not connect*, wont connect, cant connect, disconnect*, broken, broke, frozen screen, black screen, blank, does not start, doesnt start, wont start, not start, wont turn on, not turn on, doesnt turn on, not printing, wont print, doesnt print, no paper, out of paper, paper jam, jammed, reboot*, restart*, stuck, error, alert, not working, isnt working, doesnt work, wont work, stopped working, down, no signal, no internet, no network, no connection, battery, not charging, wont charge, dead, update, tamper*, batch out, batch*…(open|close|settle), settle…batch, close…batch, forgot to…batch, turns itself off, turns off, not responding, does not respond, doesnt respond, white, wont scan, cant scan, not scan*, doesnt scan, sign in, not signed in, log on, crashed, crashes, freezes, keeps…(restart*|freez*|beep*)",
	}},
	{"scan_fail", []string{"扫不, 扫…不了, 扫…不上, 二维码…(用不了|不能用|没反应|扫不), 收款码…(用不了|不能用|扫不), 没网, 死机, 不出票, 不出纸, 不打印, 没打印, 打不出", "terminal…offline, out of paper, batch out"}},
	{"device_asks", []string{
		"{device}…(要|让|叫|提示|显示|嗌|喊|一直)…(密码|登录|登入|login|签到|操作员|主管卡), (签到|操作员|主管|管理员|开机)…密码",
		"{gadget}…(ask|asks|asking|asked|want|wants|prompt*|need|needs|require*|say|says|show|shows)…(password|passcode|login|log in|sign in|operator|supervisor code), (supervisor|operator|admin|manager|terminal|device) (password|passcode|code|card)",
	}},
}
