package main

import (
	"os"
	"testing"
)

func TestTheTableIsFresh(t *testing.T) {
	want, err := characters()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../characters.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("characters.txt is not what the table makes: run go generate ./handlers/understand/script")
	}
}
