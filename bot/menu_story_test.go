package main

import "testing"

// The slash menu speaks the language of its chat, also where Telegram itself
// knows no such language.
func TestTheSlashMenuSpeaksThePersonsLanguage(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	chen := h.world.Merchant("陳老闆", "zh-hant")
	chen.SeesMenu("help", "能帮您查什么", 0) // everybody's, until it is known who writes
	h.joins(chen, "M0001", "owner")
	chen.Says("今天中午刷的3500怎麼還沒到")
	chen.Sees(`3,500\.00`, 0)
	chen.SeesMenu("help", "能幫您查什麼", 0)
	chen.Says("/lang en")
	chen.SeesMenu("help", "look up", 0)
}
