package understand

import (
	"strings"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Grave is what makes a message one that a person has to see, whatever it asks.
type Grave string

// Kinds of grave messages, the gravest last.
const (
	NotGrave  Grave = ""
	Insult    Grave = "insult"    // the product's own side is sworn at, or called a fraud
	Complaint Grave = "complaint" // a complaint is made, of us
	Legal     Grave = "legal"     // police, court, lawyer, regulator or press are to hear of it
	CardKept  Grave = "card_kept" // a terminal does not give a card back
	Danger    Grave = "danger"    // violence, done or threatened
	SelfHarm  Grave = "self_harm" // somebody speaks of taking their life
)

// Urgent tells whether a person has to see it now.
func (g Grave) Urgent() bool { return g != NotGrave && g != Insult }

// Endangers tells whether somebody's life or health may be at stake.
func (g Grave) Endangers() bool { return g == Danger || g == SelfHarm }

// sign is how one kind of grave thing is said, in one clause of a message.
type sign struct {
	kind Grave
	// harmless are words that hold one of says and mean something else: they are
	// taken out before says is looked for.
	harmless, says *wording.Form
	// unless tells a clause that speaks of something else after all.
	unless *wording.Form
}

// signs are looked for in this order: what endangers somebody comes first.
var signs = []sign{
	{kind: SelfHarm, harmless: noHarm, says: selfHarm, unless: shopDies},
	{kind: Danger, harmless: noDanger, says: danger, unless: threatOfWords},
	{kind: CardKept, harmless: noCard, says: cardKept, unless: cashOfCard},
	{kind: Complaint, says: scene, unless: sceneOfOthers},
	{kind: Legal, harmless: noLegal, says: legal, unless: legalAsked},
}

// anyOf is one form of several, each short enough to be read by itself.
func anyOf(forms ...string) *wording.Form {
	return wording.MustCompile("(?:" + strings.Join(forms, ")|(?:") + ")")
}

// clauseEnds part the clauses of a message.
var clauseEnds = wording.MustCompile(`[,，.。!！?？;；、:：\n~…]+`)

// clausesOf gives the clauses of a plain text without apostrophes, and whether each is asked.
func clausesOf(s string) (clauses []string, asked []bool) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "’", ""), "'", "")
	at := 0
	add := func(to int, mark string) {
		if c := strings.Join(strings.Fields(s[at:to]), " "); c != "" {
			clauses, asked = append(clauses, c), append(asked, strings.ContainsAny(mark, "?？"))
		}
	}
	for _, m := range clauseEnds.FindAllStringIndex(s, -1) {
		add(m[0], s[m[0]:m[1]])
		at = m[1]
	}
	add(len(s), "")
	return clauses, asked
}

// in tells whether a clause says what the sign is of.
func (g sign) in(clause string) bool {
	if g.harmless != nil {
		clause = g.harmless.ReplaceAllString(clause, " ")
	}
	found := g.says.FindStringIndex(clause)
	return found != nil && !g.unless.MatchString(clause) && (g.kind != Legal || !ofOthers(clause[:found[1]]))
}

// graveOf reads how grave a message is; asks: it asks something of its own that
// a curse only accompanies.
func graveOf(text string, asks bool) Grave {
	s := strings.ReplaceAll(script.Plain(text), "’", "'")
	clauses, asked := clausesOf(s)
	for _, g := range signs {
		for i, c := range clauses {
			if g.in(c) && (g.kind != Legal || !asked[i] || !whether.MatchString(c)) && !(g.kind == Legal && joking.MatchString(s)) {
				return g.kind
			}
		}
	}
	s = noInsult.ReplaceAllString(s, " ")
	switch {
	case complains.MatchString(s) && !complainedOf.MatchString(s):
		return Complaint
	case others.MatchString(s):
		return NotGrave
	case insults.MatchString(s) || cursing.MatchString(s) && !asks:
		return Insult
	}
	if m := called.FindStringSubmatch(s); m != nil && demands.MatchString(m[1]+m[2]) {
		return Insult
	}
	return NotGrave
}
