package slack

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

func TestTheManifestAsksForTheScopesAndNothingMore(t *testing.T) {
	b, err := os.ReadFile("manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, m := range regexp.MustCompile(`(?m)^ +- ([a-z]+:[a-z]+)$`).FindAllSubmatch(b, -1) {
		asked = append(asked, string(m[1]))
	}
	if !slices.Equal(asked, Scopes) {
		t.Errorf("the manifest asks for %v, the product needs %v", asked, Scopes)
	}
}
