// Package access says what a person may see. A Scope is made from a binding in
// the store and is demanded by every read of money; the zero Scope sees nothing.
package access

// Role of a person at a merchant.
type Role string

// Roles. A cashier sees today's swipes of the own shop and no totals, payouts or account.
const (
	Owner   Role = "owner"
	Finance Role = "finance"
	Cashier Role = "cashier"
	// Staff is the operator's own people and the command line: everything, notes included.
	Staff Role = "staff"
)

// Valid tells whether r is a role a merchant's person can have.
func (r Role) Valid() bool { return r == Owner || r == Finance || r == Cashier }

// Scope limits a read to merchants and a role.
type Scope struct {
	merchants []string
	role      Role
}

// For gives the scope of a person of one merchant.
func For(role Role, merchants ...string) Scope {
	if !role.Valid() {
		return Scope{}
	}
	return Scope{merchants: merchants, role: role}
}

// StaffScope gives the operator's own view, of all merchants.
func StaffScope() Scope { return Scope{role: Staff} }

// Role gives the role; "" for the zero scope.
func (s Scope) Role() Role { return s.role }

// All tells whether every merchant is visible.
func (s Scope) All() bool { return s.role == Staff }

// Merchants lists the visible merchants; empty with All() false means none.
func (s Scope) Merchants() []string { return s.merchants }

// Sees tells whether a merchant is visible.
func (s Scope) Sees(merchant string) bool {
	if s.All() {
		return true
	}
	for _, m := range s.merchants {
		if m == merchant && merchant != "" {
			return true
		}
	}
	return false
}

// Totals tells whether sums, payouts and accounts are visible.
func (s Scope) Totals() bool { return s.role == Owner || s.role == Finance || s.role == Staff }

// TodayOnly tells whether only swipes of the current business day are visible.
func (s Scope) TodayOnly() bool { return s.role == Cashier }

// Notes tells whether staff notes are visible.
func (s Scope) Notes() bool { return s.role == Staff }
