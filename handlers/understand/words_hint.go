package understand

// hintWords: wide words, one list for each intent. They tell nothing by
// themselves; where the model is firm on the intent, they are the rules' yes.
var hintWords = []idea{
	{"hint_where", []string{
		"没, 未, 冇, 哪, 不见, 不来, 空的, 多少天, 天了, 等了, 忘记, 忘了, 漏了, 还没, 什么时候给, 影, 动静, 打了吗, 到了吗, 笔呢, 单呢, 钱呢, 款呢, 块呢, 元呢, 那个呢",
		"where*, not, no, nothing, never, zero, missing, waiting, late, yet, still, empty, didnt, hasnt, havent, isnt, arent, wasnt, dont, forgot, wheres",
	}},
	{"hint_status", []string{
		"成, 过了, 状态, 拒, 刷不过, 取消, 冲正, 处理, 没成, 扣没扣, 单号, 订单, 参考号, 怎么回事, 不过去",
		"status, through, thru, approved, declin*, refus*, pending, cancel*, revers*, stuck, went, taken, processed, confirm*, happened, fail*, success*",
	}},
	{"hint_timing", []string{
		"几点, 几天, 哪天, 多久, 什么时候, 啥时候, 几时, 几号, 明天, 明早, 后天, 下午, 今晚, 周末, 周一, 周六, 周日, 礼拜, 放假, 假, 节, 截止, t 1, t 0, d 0, 次日, 隔天, 第二天, 第几天, 算今天",
		"when*, which day, what day, what time, how long, how many days, how soon, how fast, how quick*, next, tomorrow, weekend, sunday, saturday, monday, holiday*, schedule, cutoff, cut off, midnight, before, take, takes",
	}},
	{"hint_short", []string{
		"少, 差, 短, 不够, 不对, 不符, 不一样, 对不, 剩下, 应该, 才, 只, 缺, 漏, 出入, 实际",
		"short*, less, only, wrong, below, under, missing, should be, instead, partial, half, part, match, add up, tally, difference, not all, lower, off, shows",
	}},
	{"hint_fee", []string{
		"扣, 抽, 收费, 费, 率, 点, 每笔, 每个月, 每月, 块是, 要钱, 收钱, 租",
		"charge*, take*, cut, percent*, cost*, rate*, fee*, rent*, monthly, month, deduct*, price*, keep, expensive",
	}},
	{"hint_twice", []string{
		"两, 双, 重, 又, 再, 多刷, 多扣, 多收, 二次, 三次, 几次, 一样, 相同, 俩",
		"two, twice, 2, double*, again, same, dup*, identical, second, both, repeat*",
	}},
	{"hint_declined", []string{
		"失败, 没成, 没过, 超时, 没出, 没打, 未知, 断, 死, 卡, 报错, 不成功, 没记录, 没有记录, 未支付, 没反应, 不到",
		"fail*, declin*, error, timed, timeout, froze*, crash*, no slip, no receipt, not approved, unsuccessful, isnt, wasnt, not, never, nothing, but",
	}},
	{"hint_refund", []string{"退, 撤, 作废, 返还, 还给, 反悔, 刷错, 输错, 打错, 取消, 多刷, 多一个零", "refund*, return*, void*, cancel*, undo, back, reverse*, mistake, wrong amount"}},
	{"hint_dispute", []string{"拒付, 调单, 争议, 不认, 否认, 扣回, 追回, 要回, 银行, 持卡人, 签购单, 凭证, 申诉, 材料", "dispute*, chargeback*, retrieval, bank, cardholder, claw*, evidence, proof, claim, contest, challenge"}},
	{"hint_suspicious", []string{
		"不是, 没人, 谁, 偷, 骗, 假, 陌生, 奇怪, 凌晨, 半夜, 不认识, 不知道, 别人, 自称, 冒充, 验证码, 密码, 多了, 换了, 动过, 拿去, 私, 关门",
		"not, nobody, no one, somebody, someone, stranger, strange, weird, unknown, fake, real, closed, night, am, own card, password, code, pin, otp, link, stole*, fraud*, scam*, swap*",
	}},
	{"hint_held", []string{"冻, 扣着, 扣住, 扣留, 压着, 压我, 压款, 限制, 风控, 风险, 审核, 审查, 解除, 解冻, 异常, 不放, 不给提, 资料, 封, 保证金, 卡着, 锁", "hold*, held, froze*, freez*, block*, restrict*, suspend*, review, release, reserve, unlock, locked, stopped, documents, withheld, risk"}},
	{"hint_terminal", []string{
		"机, pos, 纸, 屏, 打印, 信号, 网, 签到, 扫, 读, 感应, 芯片, 电, 喇叭, 按键, 终端, 小票, 二维码, 插卡, 密钥, 键盘",
		"terminal*, machine*, reader*, printer*, print*, paper, screen, chip, battery, network, wifi, scan*, beep*, keypad, pos, signal, sim, qr, connect*",
	}},
	{"hint_account", []string{"换, 改, 变更, 新卡, 另一, 别的, 老婆, 老公, 儿子, 公司户, 销了, 销户, 丢了, 填错, 绑", "chang*, new, another, different, update, switch, moved, closed, instead, other, wife, brother, partner, modify, edit"}},
	{"hint_statement", []string{
		"多少, 几, 总, 合计, 一共, 清单, 明细, 流水, 账单, 报表, 汇总, 打印, 补, 导, 拉, 再出, 记录, 生意",
		"total*, list*, report*, statement*, all, how much, summary, excel, csv, what did, what came, sales, takings, reprint, export, figures, numbers, copy",
	}},
	{"hint_human", []string{"人, 电话, 客服, 领导, 经理, 专员, 投诉, 联系, 举报", "human, person, somebody, someone, manager, staff, agent, operator, phone, call, robot, boss, supervisor, complaint, talk, speak"}},
}
