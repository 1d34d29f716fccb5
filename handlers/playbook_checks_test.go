package handlers

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/playbooks"
)

// Each check that a playbook may name is one that can be run, and the other way
// round; the checks of the conversation's own flows have names of their own.
func TestTheChecksOfPlaybooksAreThoseThatAreRun(t *testing.T) {
	want, got := slices.Sorted(maps.Keys(playbooks.Tools())), slices.Sorted(maps.Keys(guideChecks))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-told +run):\n%s", diff)
	}
	for name := range tools {
		if guideChecks[name] != nil {
			t.Errorf("%s is the name of two checks", name)
		}
	}
}
