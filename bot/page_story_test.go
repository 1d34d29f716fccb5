package main

import (
	"context"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chromium finds a browser, or skips the test where none is installed.
func chromium(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium is installed: the demo's page is not tested in a browser")
	return ""
}

// browser opens a tab.
func browser(t *testing.T, path string) context.Context {
	t.Helper()
	alloc, endAlloc := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1280, 900), chromedp.WSURLReadTimeout(hangs), chromedp.Flag("disable-background-networking", true))...)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); end(); endAlloc() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	limited, stop := context.WithTimeout(ctx, 2*hangs)
	t.Cleanup(stop)
	return limited
}

// demo runs the command `demo` in this process and gives its page's address.
func demo(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, ended := &syncBuffer{}, make(chan int, 1)
	none := func(string) (string, bool) { return "", false }
	go func() {
		ended <- run(ctx, []string{"demo", "--listen", "127.0.0.1:0"}, console{strings.NewReader(""), out, out, none})
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case code := <-ended:
			if code != exitDone {
				t.Errorf("demo ended with %d\n%s", code, out)
			}
		case <-time.After(hangs):
			t.Error("demo does not end")
		}
	})
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	(&house{t: t}).until(hangs, func() string {
		if address.FindString(out.String()) == "" {
			return "demo tells no address\n" + out.String()
		}
		return ""
	})
	return address.FindString(out.String())
}

// The demo as somebody sees it who has just started it: a question, its answer,
// a person, and the person's words.
func TestTheDemoInABrowser(t *testing.T) {
	t.Parallel()
	path := chromium(t)
	url := demo(t)
	tab := browser(t, path)
	css := func(s string) chromedp.CSS { return chromedp.CSS(s) }
	// The newest bubble of the bot that holds all of these words.
	bot := func(words ...string) chromedp.Search {
		path := "//*[@id='chat']/article[not(contains(@class,'mine'))]"
		for _, w := range words {
			path += "[contains(.,'" + w + "')]"
		}
		return chromedp.Search(path)
	}
	steps := []struct {
		what string
		do   chromedp.Action[chromedp.Void]
	}{
		{"open the page", chromedp.Navigate(url)},
		{"the product is running", chromedp.WaitVisible(css("#status.on"))},
		{"choose another merchant", chromedp.Click(chromedp.Search("//*[@id='people']/button[contains(.,'Harbour Coffee')]"))},
		{"see it chosen", chromedp.WaitVisible(chromedp.Search("//*[@id='people']/button[contains(.,'Harbour Coffee')][@aria-selected='true']"))},
		{"choose the noodle shop", chromedp.Click(chromedp.Search("//*[@id='people']/button[starts-with(.,'老李面馆')]"))},
		{"see it chosen", chromedp.WaitVisible(chromedp.Search("//*[@id='people']/button[starts-with(.,'老李面馆')][@aria-selected='true']"))},
		{"press Start", chromedp.Click(css("#start"))},
		{"be welcomed", chromedp.WaitVisible(bot("开通好了", "老李面馆"))},
		{"ask the first question", chromedp.Click(css("#hints button:first-child"))},
		{"read the answer", chromedp.WaitVisible(bot("查到了", "预计到账", "2026-11-23", "参考号"))},
		{"ask for a person", chromedp.Click(chromedp.Search("//*[@id='chat']/article[contains(.,'查到了')]//button[.='人工客服']"))},
		{"read the case's number", chromedp.WaitVisible(bot("已转给人工，问题单 C-"))},
		{"see the card", chromedp.WaitVisible(chromedp.Search("//*[@id='posts']/article[contains(.,'老李面馆')][contains(.,'C-')]"))},
		{"claim it", chromedp.Click(css("#posts [data-action=claim]"))},
		{"see who has it", chromedp.WaitVisible(chromedp.Search("//*[@id='posts']/article[contains(.,'处理中')][contains(.,'Amy')]"))},
		{"open its thread", chromedp.Click(css("#posts .open-thread"))},
		{"say something among colleagues", chromedp.SendKeys(css("#line"), "between us\r")},
		{"see it in the thread", chromedp.WaitVisible(chromedp.Search("//*[@id='replies']/article[contains(.,'between us')]"))},
		{"write to the merchant", chromedp.SendKeys(css("#line"), "! 您好\r")},
		{"the merchant reads it", chromedp.WaitVisible(bot("您好", "客服", "Amy"))},
		{"see the receipt", chromedp.WaitVisible(chromedp.Search("//*[@id='replies']/article[contains(.,'! 您好')]//*[@data-name='white_check_mark']"))},
		{"answer as the merchant", chromedp.SendKeys(css("#text"), "好的，我等着\r")},
		{"see it in the thread", chromedp.WaitVisible(chromedp.Search("//*[@id='replies']/article[contains(.,'好的，我等着')]"))},
	}
	for _, s := range steps {
		if err := chromedp.Do(tab, s.do); err != nil {
			t.Fatalf("%s: %v\n%s", s.what, err, pageText(tab))
		}
	}
	chat, err := chromedp.Run(tab, chromedp.TextContent(css("#chat")))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(chat, "between us") {
		t.Errorf("the merchant reads what is said among colleagues:\n%s", chat)
	}
	if wide, err := chromedp.Run(tab, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > innerWidth")); err != nil || wide {
		t.Errorf("the page is wider than the window (%v)", err)
	}
}

// pageText is what the page shows, for whoever reads a failure.
func pageText(tab context.Context) string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(tab), time.Minute)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText"))
	if err != nil {
		return err.Error()
	}
	return text
}
