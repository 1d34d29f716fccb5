package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// What says that something is over, of questions, of what is not over, and of a bare "never mind".
func TestEndsCase(t *testing.T) {
	for text, want := range map[string]steer.End{
		"取消C-1002": steer.EndNamed, "1001那个不用了": steer.EndNamed, "那个1006不用查了": steer.EndNamed, "close case 1002": steer.EndNamed, "C-1001 is settled": steer.EndNamed, "1003解决了": steer.EndNamed, "關掉C-1002": steer.EndNamed,
		"都取消吧": steer.EndAll, "全部不用查了": steer.EndAll, "cancel them all": steer.EndAll, "close all my cases": steer.EndAll, "所有工单都关了": steer.EndAll,
		"不用查了已经到账了": steer.EndArrive, "the money came, thanks": steer.EndArrive, "钱到了，谢谢": steer.EndArrive, "3500已经到账了": steer.EndArrive, "never mind, it arrived": steer.EndArrive, "got my money, thank you": steer.EndArrive, "錢收到了，唔該": steer.EndArrive, "刚刚到账了": steer.EndArrive,
		"问题解决了，谢谢": steer.EndThis, "it's solved now, thanks": steer.EndThis, "这个问题单不用查了": steer.EndThis, "搞定了": steer.EndThis,
		"取消": steer.NoEnd, "算了": steer.NoEnd, "不用了": steer.NoEnd, "never mind": steer.NoEnd, "钱到了吗": steer.NoEnd, "钱到了没": steer.NoEnd, "has the money arrived": steer.NoEnd, "还没到账": steer.NoEnd, "到账了但是少了100": steer.NoEnd,
		"the money came but it is short": steer.NoEnd, "取消那个3500的预授权": steer.NoEnd, "隔壁的钱都到了": steer.NoEnd, "没解决": steer.NoEnd, "it is not solved": steer.NoEnd, "等钱到了再说": steer.NoEnd, "谢谢": steer.NoEnd, "昨天到账多少": steer.NoEnd, "got it": steer.NoEnd, "收到": steer.NoEnd,
	} {
		if got := steer.EndsCase(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
