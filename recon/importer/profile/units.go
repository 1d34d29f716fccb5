package profile

// units are those in which the amounts of a rule are printed.
type units struct{ minor, major, rounded bool }

// compileUnits finds out in which units a rule's amounts are, and why its rows
// cannot wait for the currency of a merchant who is told of later.
func (p *Profile) compileUnits(r *Rule) {
	var u units
	entry, others := false, false
	for _, o := range r.outputs {
		entry, others = entry || o.Kind == "bank", others || o.Kind != "bank"
		for _, f := range o.Fields {
			if f.Amount != nil {
				p.unitsOf(f.Amount, &u)
			}
		}
	}
	r.minor, r.needsCurrency = u.minor, ""
	switch {
	case entry && others:
		r.needsCurrency = "of one row come a bank entry, which has no merchant, and something of a merchant"
	case entry:
	case u.minor && u.major:
		r.needsCurrency = "some of its amounts are in minor units, others are not"
	case u.rounded:
		r.needsCurrency = "amounts are rounded to the decimals of a currency"
	}
}

func (p *Profile) unitsOf(s *Sum, u *units) {
	for _, t := range s.terms {
		if t.slot < 0 {
			for _, a := range p.groups[t.group] {
				u.rounded = u.rounded || a.Round
				p.unitsOf(&a.sum, u)
			}
			continue
		}
		n, own := p.Numbers[p.names[t.slot]]
		if !own {
			n = p.Numbers["default"]
		}
		if n.Unit == "minor" {
			u.minor = true
		} else {
			u.major = true
		}
	}
}

// Minor tells whether amounts of the rule are in minor units.
func (r *Rule) Minor() bool { return r.minor }

// NeedsCurrency says why a row of the rule must name its currency, "" where it
// need not: then a merchant's amounts are in the merchant's, told now or later.
func (r *Rule) NeedsCurrency() string { return r.needsCurrency }
