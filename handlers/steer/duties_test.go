package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// What there is to do is asked in many ways; what is asked of one payment, or wanted, is not it.
func TestWhoAsksWhatThereIsToDo(t *testing.T) {
	for _, text := range []string{"今天有什么要我处理的吗", "有没有需要我做的", "有什么事等我办", "還有什麼要我辦的", "有没有要我补的资料", "今天要我做什么吗", "我今天需要做什么", "那我这边要处理什么吗", "我的待办", "有待办事项吗", "现在有什么需要我们配合的", "我要做些什么", "我今日有咩要做", "有冇嘢要我做", "有冇咩要我處理", "我哋有咩要做嘅", "今日要做咩", "仲有冇嘢要我跟進", "有什么事要办", "今天有事情要处理吗", "还有没有要处理的",
		"anything I need to do?", "Is there anything I should handle today?", "what do I need to do today", "anything for me to do", "anything waiting for me?", "is anything pending on my side", "do I need to do anything?", "any tasks for me?", "what do you need from me", "anything that needs my attention", "Anything else I have to take care of?", "my to-do list", "哪一笔最要紧", "哪個最急", "先办哪个", "最要紧的是哪一笔", "which one is most urgent", "what should I do first?", "which is the most important one"} {
		if !steer.AsksDuties(text) {
			t.Errorf("%q asks what there is to do", text)
		}
	}
	for _, text := range []string{"昨天的3500怎么处理", "我要退款怎么办", "你们处理了吗", "有什么要你们处理的我不管", "我要做退款", "有钱要到账吗", "要办什么手续才能改账户", "what do I need to do to get a refund", "how do I do a refund", "anything new?", "did you do anything", "do I have to pay a fee", "what should the customer do", "我要处理一笔退款", "有人处理吗", "有什么手续要办", "客户有事要办退款", "有钱要到吗", "有冇錢到", "咩係退單要點做", "有没有退款要处理", "哪一笔最大", "我很急", "which one is the cheapest terminal", "哪家店最急着要钱"} {
		if steer.AsksDuties(text) {
			t.Errorf("%q asks something else", text)
		}
	}
}
