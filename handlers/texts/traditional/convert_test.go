package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/longbridgeapp/opencc"
)

// made gives the catalogs as the generator would write them now.
func made(t *testing.T) map[string]string {
	t.Helper()
	c, err := newConverter()
	if err != nil {
		t.Fatal(err)
	}
	catalogs, err := c.catalogs("..")
	if err != nil {
		t.Fatal(err)
	}
	if len(catalogs) < 10 {
		t.Fatalf("%d catalogs", len(catalogs))
	}
	return catalogs
}

func TestTheTraditionalCatalogsAreFresh(t *testing.T) {
	there, err := filepath.Glob("../*" + to)
	if err != nil {
		t.Fatal(err)
	}
	catalogs := made(t)
	for _, name := range there {
		if _, ok := catalogs[filepath.Base(name)]; !ok {
			t.Errorf("%s has no simplified source: remove it", filepath.Base(name))
		}
	}
	for name, want := range catalogs {
		if got, err := os.ReadFile(filepath.Join("..", name)); err != nil || string(got) != want {
			t.Errorf("%s is not what its source makes (%v): run go generate ./handlers/texts", name, err)
		}
	}
}

func TestTheTraditionalPlaybooksAreFresh(t *testing.T) {
	c, err := newConverter()
	if err != nil {
		t.Fatal(err)
	}
	made, err := c.playbooks("../" + guides)
	if err != nil {
		t.Fatal(err)
	}
	there, err := filepath.Glob(filepath.Join("..", guides, traditional, "*.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range there {
		if _, ok := made[filepath.Base(name)]; !ok {
			t.Errorf("%s has no playbook: remove it", filepath.Base(name))
		}
	}
	for name, want := range made {
		if got, err := os.ReadFile(filepath.Join("..", guides, traditional, name)); err != nil || string(got) != want {
			t.Errorf("%s is not what its playbook makes (%v): run go generate ./handlers/texts", name, err)
		}
	}
}

// shared are characters that OpenCC would rather write otherwise, and that
// traditional writing in Hong Kong and Taiwan has all the same.
const shared = "台里后吃峰群床"

func TestNoSimplifiedCharacterRemains(t *testing.T) {
	c, err := opencc.New("s2tw")
	if err != nil {
		t.Fatal(err)
	}
	all := made(t)
	conv, err := newConverter()
	if err != nil {
		t.Fatal(err)
	}
	playbooks, err := conv.playbooks("../" + guides)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(all, playbooks)
	for name, text := range all {
		for _, r := range text {
			if !unicode.Is(unicode.Han, r) || strings.ContainsRune(shared, r) {
				continue
			}
			if traditional, err := c.Convert(string(r)); err != nil || traditional != string(r) {
				t.Errorf("%s: %c is simplified (%s), in: %s", name, r, traditional, around(text, r))
			}
		}
		if i := strings.IndexAny(text, "“”"); i >= 0 {
			t.Errorf("%s has quotation marks of simplified writing", name)
		}
	}
}

// around gives the line of the first r in text.
func around(text string, r rune) string {
	for _, line := range strings.Split(text, "\n") {
		if strings.ContainsRune(line, r) {
			return line
		}
	}
	return ""
}

// A word that stands for another must not stand inside a third.
func TestTermsAsTheyStandInSentences(t *testing.T) {
	c, err := newConverter()
	if err != nil {
		t.Fatal(err)
	}
	for simple, want := range map[string]string{
		"钱已到账":          "錢已入帳",
		"到没到账现在看不到":     "有沒有入帳現在看不到",
		"问题单关系到账户安全":    "問題單關係到帳戶安全",
		"不会到您账户":        "不會到您帳戶",
		"这台终端先停用":       "這台終端機先停用",
		"终端号 {{.ID}}":   "終端機號碼 {{.ID}}",
		"好消息：消息收到":      "好消息：訊息收到",
		"发文件的一方":        "發檔案的一方",
		"客户卡里的钱":        "客戶卡裡的錢",
		"终端没联网时刷的":      "終端機沒連上網路時刷的",
		"点“人工客服”":       "點「人工客服」",
		"尾号 {{.Last4}}": "末四碼 {{.Last4}}",
		"周末和法定假期不算工作日":  "週末和法定假期不算工作日",
		"银行流水号：{{.ID}}": "銀行交易序號：{{.ID}}",
		"再次发送每日汇总":      "再次傳送每日彙總",
		"一周里":           "一週裡",
	} {
		if got, err := c.text(simple); err != nil || got != want {
			t.Errorf("%s: %s (%v), want %s", simple, got, err, want)
		}
	}
}
