package importer_test

import (
	"testing"
)

// Any bytes: refused with a word, or read as they were proved.
func FuzzNative(f *testing.F) {
	for _, file := range wholeFiles(f) {
		f.Add([]byte(file), false)
	}
	f.Add([]byte(transactionsHead+"T1,M1,K1,2026-11-20T14:03:05+08:00,SALE,3500.00,CNY,1234,UnionPay,A1,123456789012,,APPROVED\n"), true)
	f.Add([]byte("merchant_id,account,aliases,timezone\nM1,6222 0200,a=b;c=d,Asia/Shanghai\n"), false)
	f.Add([]byte("merchant_id,time,kind,amount\nM1,2026-11-20,HOLD,1.00\n"), false)
	f.Add([]byte("entry_id,booked_on,account,amount,direction,currency,memo\nE1,2026-11-20,1,1.00,C,CNY,\"a\"\"b\"\n"), true)
	f.Add([]byte("payout_id,merchant_id,sent_at,amount,currency,account,status\nP1,M1,,1.00,JPY,1,PENDING\n"), false)
	f.Add([]byte("merchant_id,scheme,fee_bps,fee_cap\n*,*,60.5,20\n"), false)
	f.Fuzz(func(t *testing.T, b []byte, skip bool) {
		o := cny
		o.SkipBad = skip
		if err := sane(t.Context(), b, o); err != nil {
			t.Error(err)
		}
	})
}

// The same for the layouts that profiles tell, those of operators among them.
func FuzzProfiled(f *testing.F) {
	o := withTestProfiles(f)
	for name, b := range formatFiles(f) {
		f.Add(name, b)
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		if _, err := weigh(t.Context(), named(name, b), o); err != nil {
			t.Error(err)
		}
	})
}
