package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestAskingForAFile(t *testing.T) {
	for _, yes := range []string{"把明细发我", "导出成Excel", "导出", "上周的明细发给我", "發一份明細給我", "要个清单", "下载表格", "逐笔发我", "给我一份流水表", "export it", "can you send me the list", "download as excel", "send me a file of last week", "give me the details as csv"} {
		if !steer.AsksFile(yes) {
			t.Errorf("%q asks for a file", yes)
		}
	}
	for _, no := range []string{"资料发给你了", "怎么导出", "手续费明细", "昨天的账单", "明细里那笔多少", "小票发我", "send papers where", "I sent the file already", "did you get my file", "what are the details", "银行流水发给你", "不用发明细"} {
		if steer.AsksFile(no) {
			t.Errorf("%q asks for no file", no)
		}
	}
}
