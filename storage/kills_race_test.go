//go:build race

package storage_test

// kills is smaller here: a process that watches for races starts slowly.
const kills = 8
