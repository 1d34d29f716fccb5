package handlers

import "moneytrail/handlers/texts"

// menu lists the slash commands that Telegram shows, in this order.
var menu = []string{"summary", "cases", "person", "shops", "team", "language", "help"}

// Menu gives the slash commands with their descriptions, by Telegram's
// language code; "" is for everybody else.
func Menu(c *texts.Catalog) map[string][][2]string {
	all := map[string][][2]string{}
	for code, lang := range map[string]string{"": "en", "zh": "zh-Hans"} {
		t := c.For(lang)
		for _, word := range menu {
			all[code] = append(all[code], [2]string{word, t.Say("menu."+word, nil)})
		}
	}
	return all
}
