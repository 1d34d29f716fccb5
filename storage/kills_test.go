//go:build !race

package storage_test

// kills is how many processes die in TestKilledProcesses.
const kills = 50
