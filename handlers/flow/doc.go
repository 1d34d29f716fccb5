// Package flow is the engine of dialogues that take several steps: finding
// one's money, and the playbooks that walk a merchant through a worry. A flow
// is data, a Definition, mostly a TOML file; its whole state is data too, a
// State that is kept with the person's session; and Advance is a pure function
// from a state and an input to the next state and what is to be said, asked
// and checked. Nothing here reads a clock, a database or a network.
//
// # Writing a playbook
//
// A file is one flow:
//
//	name = "declined_but_debited"
//	version = 1                      # one more with every change of the steps
//	title = "title"                  # names it to the person: "back to ..."
//	start = "look"
//	for = ["declined_but_debited"]   # reasons and intents that lead here; "menu" lists it, "signs" are those of fraud
//	words = "words"                  # the text with what people say who want it, with | between: a message with one of them,
//	                                 # and no other meaning, begins it
//	roles = ["owner", "finance"]     # who may walk it; left out: everybody
//	hears = ["last4", "rrn"]         # slots that no step asks for and that may be told at any time
//	takes = ["lines"]                # slots of a flow that ends in this one (then = ...), beside those asked for here
//	patience = 1                     # how often its question is put again after something else; left out: always
//	keeps = "720h"                   # how long its open question outlives silence; left out: 2h
//
//	[steps.look]
//	kind = "check"                   # the machine looks before anybody is asked
//	check = "sale_state"             # the name of a check registered in Go
//	go = { reversed = "reversed", open = "slip" }
//
//	[steps.slip]
//	kind = "photo"
//	text = "slip"
//	next = "hand_over"
//	skip = "hand_over"               # may be skipped, and where that leads
//
//	[steps.reversed]
//	kind = "end"
//	end = "solved"                   # solved, watching (from = a slot with the day), case (urgent = true)
//	text = "reversed"
//
//	[steps.hand_over]
//	kind = "end"
//	end = "case"
//	text = "hand_over"
//
//	[texts.zh-Hans]
//	title = "客人被扣款"
//	...
//	[texts.en]
//	title = "customer was charged"
//	...
//
// The kinds of steps, and what they branch on in go (next takes what go does not name):
//
//	say       says its text and goes on: next
//	check     runs a check; go by its outcomes, which the Tool of that name lists
//	yes_no    go.yes, go.no; choices where these two words do not answer it, and go.unsure with a choice unsure
//	choose    choices = [{ name = "a", text = "choice_a" }, ...]; go by their names
//	amount, date, text, photo, document    next
//	list      one tap per line; from = the slot with the lines (a check fills it); choices are the
//	          marks, the harmless first; go by the last mark, in that order, that any line got, or "none"
//	          where there are no lines. Ten lines are shown at a time; rest = "text" is the label of a button that
//	          gives the harmless mark to all of these at once, {{.listed}} in it is how many
//	wait      until a day: from = the slot with it, or days = 2; then next
//	end       may have no text; then = "other_flow" begins that one with the slots that it has too
//
// A question whose slot (slot = "...", else the step's name) is filled already,
// from the first message or by a check, is not asked; always = true asks all the
// same. Slots that messages fill by themselves are called amount, day, last4,
// rrn, terminal, slip, reference. again = the text for an answer that did not fit.
//
// Texts are templates: {{.due}} is the slot due, said in the reader's language;
// {{if .due}}...{{end}} where it may be empty. A text that is not in [texts] is
// one of the product's catalog, with the same values. A language may be left out where the Terms derive
// it from another (zh-Hant from zh-Hans).
//
// What no file says, because every flow has it: a person at every question, back,
// cancel, "what was the question", an unrelated question in between and the way
// back, corrections of what was said before, buttons of older questions, answers
// after days and restarts, a newer version of the file in between, and a person
// after two answers in a row that do not fit.
//
// New proves a file before it is used: every step reached, every exit leading
// somewhere, every step with a way to an end, every outcome of a check branched
// on, every text in every language with values that there are. A Problem names
// file, flow, step and key.
package flow
