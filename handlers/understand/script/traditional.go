package script

import "strings"

// pairs lists traditional characters with their simplified ones: those that
// occur in talk about payments, days and amounts. Only what reading needs; the
// person's own text is never changed.
const pairs = `
錢钱 還还 沒没 賬账 帳账 筆笔 萬万 塊块 號号 點点 兩两 這这 個个 週周 禮礼 
機机 銀银 間间 時时 後后 來来 給给 幫帮 麼么 裡里 裏里 過过 為为 為为 們们 嗎吗 
單单 訂订 費费 續续 結结 換换 綁绑 戶户 轉转 請请 謝谢 對对 錯错 確确 認认 問问 
題题 話话 說说 訴诉 詐诈 騙骗 盜盗 凍冻 風风 險险 處处 異异 爭争 議议 調调 證证 
據据 憑凭 複复 復复 扣扣 額额 數数 應应 實实 際际 際际 隔隔 當当 隨随 動动 電电 腦脑 
網网 線线 連连 開开 關关 閉闭 啟启 屏屏 螢荧 幕幕 紙纸 條条 碼码 掃扫 閱阅 讀读 
圖图 壞坏 聲声 響响 報报 總总 統统 計计 細细 記记 錄录 歷历 史史 導导 載载 發发 
終终 端端 設设 備备 顯显 現现 經经 營营 業业 務务 員员 長长 東东 門门 號号 產产 
買买 賣卖 購购 貨货 價价 貴贵 貳贰 參参 叁叁 陸陆 億亿 圓圆 圓元 幣币 華华 臺台 灣湾 
鎊镑 歐欧 韓韩 馬马 澳澳 國国 慶庆 雙双 節节 誕诞 聖圣 凈净 淨净 減减 增增 
較较 變变 麻麻 煩烦 嗨嗨 見见 聽听 懂懂 無无 夠够 詢询 諮咨 專专 線线 態态 狀状 
該该 誰谁 邊边 進进 遠远 運运 達达 遲迟 遺遗 預预 約约 級级 級级 紅红 綠绿 級级 
係是 尋寻 嗰那 搵找 嘅的 咗了 冇没 喺在 啲些 佢他 哋们 唔不 乜什 嚟来 俾给 攞拿 
絡络 簽签 購购 優优 惠惠 補补 償偿 賠赔 滿满 滯滞 擋挡 攔拦 審审 核核 證证 
衝冲 撤撤 銷销 歸归 屬属 鎖锁 鑰钥 陌陌 生生 識识 親亲 離离 職职 偷偷 駭骇 
頁页 頭头 頻频 願愿 類类 餘余 餐餐 館馆 飯饭 店店 鋪铺 舖铺 攤摊 檔档 
語语 體体 繁繁 簡简 讓让 設设 寫写 試试 誤误 課课 談谈 許许 論论 評评 護护 
從从 僅仅 傳传 傷伤 億亿 儲储 內内 兇凶 則则 創创 劃划 剛刚 別别 勞劳 區区 協协 
卻却 厲厉 呂吕 員员 嗎吗 團团 執执 場场 壓压 夾夹 奪夺 奮奋 媽妈 學学 寶宝 將将 專专 
對对 導导 層层 島岛 嶺岭 師师 帶带 幾几 庫库 廠厂 廣广 張张 強强 彈弹 後后 徑径 
恆恒 惡恶 慣惯 慮虑 憶忆 懷怀 戰战 戲戏 擇择 擊击 擔担 擁拥 據据 擴扩 擺摆 攜携 
敗败 斷断 於于 暫暂 會会 東东 極极 構构 樓楼 標标 樣样 樹树 橋桥 檢检 權权 歲岁 
殺杀 氣气 決决 沖冲 況况 測测 湊凑 滅灭 準准 滾滚 漲涨 潔洁 濟济 燈灯 爾尔 獎奖 獨独 
獲获 環环 疊叠 療疗 瘋疯 發发 盡尽 監监 盤盘 碼码 禍祸 種种 稱称 穩稳 窮穷 竊窃 
競竞 筆笔 答答 簿簿 糧粮 紀纪 純纯 納纳 紛纷 組组 絕绝 絲丝 緊紧 編编 緩缓 縮缩 
織织 繼继 罰罚 羅罗 習习 聯联 職职 脫脱 膠胶 舊旧 艱艰 蘭兰 號号 蟲虫 術术 衛卫 
裝装 製制 規规 視视 覺觉 觀观 觸触 誠诚 誌志 諾诺 謊谎 講讲 謹谨 譯译 豐丰 貝贝 
負负 財财 責责 貪贪 貼贴 貿贸 賀贺 資资 賓宾 賞赏 賴赖 贈赠 贏赢 趕赶 趙赵 跡迹 
車车 軟软 軌轨 載载 輕轻 輛辆 輪轮 輸输 辦办 農农 遊游 違违 適适 選选 鄉乡 醫医 
釋释 針针 鈔钞 鈕钮 銳锐 鋼钢 錶表 鍵键 鎮镇 鏈链 鐘钟 鐵铁 長长 閃闪 閒闲 陳陈 
陽阳 隊队 階阶 隱隐 雖虽 雜杂 難难 雲云 霧雾 靈灵 靜静 項项 順顺 須须 顧顾 顏颜 
飛飞 飲饮 養养 驗验 驚惊 髒脏 鬧闹 魚鱼 鮮鲜 麗丽 黃黄 齊齐 齒齿 龍龙 壹壹 肆肆 
`

// simplified maps a traditional character to its simplified one.
var simplified = func() map[rune]rune {
	table := make(map[rune]rune)
	for _, pair := range strings.Fields(pairs) {
		r := []rune(pair)
		if len(r) == 2 && r[0] != r[1] {
			table[r[0]] = r[1]
		}
	}
	return table
}()

// Simplify gives the simplified form of a traditional character, and whether
// the character is one that only traditional writing has.
func Simplify(r rune) (rune, bool) {
	simple, ok := simplified[r]
	if !ok {
		return r, false
	}
	return simple, true
}
