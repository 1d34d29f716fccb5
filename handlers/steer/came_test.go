package steer

import "testing"

// Who asks whether what they sent came is told from who asks for papers or money.
func TestWhetherAFileCameIsAsked(t *testing.T) {
	for text, want := range map[string]bool{
		"发过去了 看到没": true, "照片收到了吗": true, "截圖你們看到沒有": true, "收到我发的照片了吗": true, "did you get the photo": true, "Have you received my documents?": true, "has the slip arrived?": true, "小票拍给你了收到吗": true, "can you see the picture i sent": true,

		"钱收到了吗": false, "客户说收到小票了吗": false, "3500收到没有": false, "银行的文件收到了吗": false, "did you get the money": false, "how do i get the receipt": false, "照片发哪里": false, "收到": false, "can i have a file of last week": false, "do you have a file of last week": false,
	} {
		if got := AsksFileCame(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
