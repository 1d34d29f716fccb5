package storage

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// books is what the money side of the store keeps in memory.
type books struct {
	salt []byte // key of account digests

	mu       sync.Mutex
	registry *registry
	decided  *decided
	came     *sourcesCame
	memory   *memory
	checked  time.Duration // when it was last looked whether the registry is still true
	forgot   int           // how often it was to be looked again
}

// registry is what the merchants say of themselves at one version: it tells
// whose row a row is, and in which zone its printed times are.
type registry struct {
	version  int64
	zone     *time.Location // the operator's
	currency string
	byID     map[string]record.Merchant
	byKey    map[int64]string // the store's keys of the merchants
	zones    map[string]*time.Location
	aliases  map[alias]string
	holders  map[string]int // merchants by account
	// calendars that merchants name, CN for none, the one of most merchants first
	calendars []string
	rules     *rules // when files of sources are expected
}

// alias is a merchant's number at a source.
type alias struct{ source, ref string }

// resolve gives the merchant that a source means by ref, "" while nobody knows.
func (r *registry) resolve(source, ref string) string {
	if id, ok := r.aliases[alias{source, ref}]; ok {
		return id
	}
	if _, ok := r.byID[ref]; ok {
		return ref
	}
	return ""
}

// keyOf gives the store's key of a merchant, 0 where it is not known.
func (r *registry) keyOf(id string) int64 { return r.byID[id].Row }

// zoneOf gives the zone of a merchant, the operator's where none is known.
func (r *registry) zoneOf(id string) *time.Location {
	if z, ok := r.zones[id]; ok {
		return z
	}
	return r.zone
}

// merchant gives a merchant with the operator's defaults filled in; one that
// is not known yet bears the number that the row printed.
func (r *registry) merchant(id string) record.Merchant {
	m, ok := r.byID[id]
	if !ok {
		m = record.Merchant{ID: id}
	}
	if m.Zone == "" {
		m.Zone = r.zone.String()
	}
	if m.Currency == "" {
		m.Currency = r.currency
	}
	return m
}

// merchantsVersion gives how often the merchants were changed.
func merchantsVersion(ctx context.Context, q queryer) (version int64, err error) {
	if err = q.row(ctx, "SELECT value FROM counters WHERE name = 'merchants'").Scan(&version); err != nil {
		return 0, fmt.Errorf("version of the merchants: %w", err)
	}
	return version, nil
}

// registryNow reads the registry, unless what was read last is still true, and
// remembers it. A transaction may ask for it until it changes merchants.
func (db *DB) registryNow(ctx context.Context, q queryer) (*registry, error) {
	version, err := merchantsVersion(ctx, q)
	if err != nil {
		return nil, err
	}
	return db.registryOf(ctx, q, version)
}

// registryOf is registryNow where the version that q sees is known.
func (db *DB) registryOf(ctx context.Context, q queryer, version int64) (*registry, error) {
	db.books.mu.Lock()
	have := db.books.registry
	db.books.mu.Unlock()
	if have != nil && have.version == version {
		return have, nil
	}
	reg, err := db.readRegistry(ctx, q, version)
	if err != nil {
		return nil, err
	}
	db.books.mu.Lock()
	defer db.books.mu.Unlock()
	db.books.registry = reg
	return reg, nil
}

// registryAt reads the registry, or gives have back if it is still true.
func (db *DB) registryAt(ctx context.Context, q queryer, have *registry) (*registry, error) {
	version, err := merchantsVersion(ctx, q)
	if err != nil || have != nil && have.version == version {
		return have, err
	}
	return db.readRegistry(ctx, q, version)
}

// readRegistry reads the registry of a version that q sees.
func (db *DB) readRegistry(ctx context.Context, q queryer, version int64) (*registry, error) {
	all, err := collectMerchants(ctx, q)
	if err != nil {
		return nil, err
	}
	r := &registry{version: version, zone: db.zone, currency: db.currency, rules: db.rules,
		byID: make(map[string]record.Merchant, len(all)), byKey: make(map[int64]string, len(all)),
		zones: map[string]*time.Location{}, aliases: map[alias]string{}, holders: map[string]int{}}
	loaded, named := map[string]*time.Location{}, map[string]int{}
	for _, m := range all {
		r.byID[m.ID], r.byKey[m.Row] = m, m.ID
		r.holders[m.Account.Key]++
		named[cmp.Or(m.Calendar, calendar.CN)]++
		for source, ref := range m.Aliases {
			a := alias{source, ref}
			if was, taken := r.aliases[a]; !taken || m.ID < was { // the same answer in whatever order they came
				r.aliases[a] = m.ID
			}
		}
		if m.Zone == "" {
			continue
		}
		zone, ok := loaded[m.Zone]
		if !ok {
			if zone, err = time.LoadLocation(m.Zone); err != nil {
				db.log.WarnContext(ctx, "unknown zone of a merchant: the operator's is used", "merchant", m.ID, "zone", m.Zone)
				zone = db.zone
			}
			loaded[m.Zone] = zone
		}
		r.zones[m.ID] = zone
	}
	r.calendars = slices.SortedFunc(maps.Keys(named), func(a, b string) int { return cmp.Or(named[b]-named[a], cmp.Compare(a, b)) })
	return r, nil
}

func collectMerchants(ctx context.Context, q queryer) ([]record.Merchant, error) {
	rows, err := q.query(ctx, `SELECT row, source, file_id, COALESCE((SELECT name FROM files WHERE id = file_id), ''), line_no, body
		FROM merchants WHERE `+visible+" ORDER BY id")
	all, err := collect(rows, err, func(s scanner) (m record.Merchant, err error) {
		var body []byte
		var o record.Origin
		if err := s.Scan(&o.Row, &o.Source, &o.FileID, &o.File, &o.Line, &body); err != nil {
			return m, err
		}
		err = unpackMerchant(body, &m)
		m.Origin = o
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the merchants: %w", err)
	}
	return all, nil
}

// currentRegistry gives the registry for answers; it is read again when the
// merchants changed, looked for at most once a second. Nothing is read while the
// mutex is held: readers of a snapshot, who have a connection, wait for it.
func (db *DB) currentRegistry(ctx context.Context) (*registry, error) {
	b := &db.books
	now := time.Duration(millis(db.clock.Machine())) * time.Millisecond
	b.mu.Lock()
	have, checked, forgot := b.registry, b.checked, b.forgot
	b.mu.Unlock()
	if have != nil && now-checked < time.Second && now >= checked {
		return have, nil
	}
	r, err := db.registryAt(ctx, db.reads(), have)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.forgot == forgot { // else what was read may be older than what is to be seen
		b.registry, b.checked = r, now
	}
	return r, nil
}

// forgetRegistry makes the next answer look again.
func (db *DB) forgetRegistry() {
	db.books.mu.Lock()
	defer db.books.mu.Unlock()
	db.books.checked = -time.Hour
	db.books.forgot++
}

// Currency gives the settlement currency of a merchant as a source names it,
// "" where it names none, and whether it is known. It is part of importer.Book.
func (db *DB) Currency(source, merchantRef string) (code string, known bool) {
	r, err := db.currentRegistry(context.Background())
	if err != nil {
		db.log.Error("read the merchants", "error", err)
		return "", false
	}
	m, known := r.byID[r.resolve(source, merchantRef)]
	return m.Currency, known
}

// Seal gives what is kept of an account number: a keyed digest and the last
// four digits. The number itself never reaches the database. It is part of importer.Book.
func (db *DB) Seal(account string) record.Account {
	plain := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\u3000' {
			return -1
		}
		return r
	}, account))
	if plain == "" {
		return record.Account{}
	}
	mac := hmac.New(sha256.New, db.books.salt)
	mac.Write([]byte(plain))
	last := []rune(plain)
	if len(last) > 4 {
		last = last[len(last)-4:]
	}
	return record.Account{Key: hex.EncodeToString(mac.Sum(nil)[:16]), Last4: string(last)}
}

const saltKey = "account_salt"

// loadSalt reads the key of account digests, made once for each database.
func (db *DB) loadSalt(ctx context.Context) error {
	var s string
	err := db.reads().row(ctx, "SELECT value FROM meta WHERE key = ?", saltKey).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.change(ctx, func(ctx context.Context, t *tx) error {
			fresh := make([]byte, 32)
			if _, err := rand.Read(fresh); err != nil {
				return err
			}
			if _, err := t.exec(ctx, "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
				saltKey, hex.EncodeToString(fresh)); err != nil {
				return err
			}
			return t.row(ctx, "SELECT value FROM meta WHERE key = ?", saltKey).Scan(&s)
		})
	}
	if err != nil {
		return fmt.Errorf("key of account digests: %w", err)
	}
	db.books.salt, err = hex.DecodeString(s)
	return err
}
