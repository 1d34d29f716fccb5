package storagetest

import (
	"os"
	"strconv"
	"testing"
)

// Kills is how many processes a story kills: a few in an ordinary run, as many
// as MONEYTRAIL_TEST_KILLS says elsewhere.
func Kills(t *testing.T) int {
	t.Helper()
	v := os.Getenv("MONEYTRAIL_TEST_KILLS")
	if v == "" {
		return 4
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatalf("MONEYTRAIL_TEST_KILLS: %v", err)
	}
	return n
}
