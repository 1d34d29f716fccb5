package sandbox

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
)

// listenLoopback listens on an address of this machine alone; any other is refused.
func listenLoopback(ctx context.Context, addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("listen address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("listen address %q: the sandbox has no passwords and listens on this machine alone; use 127.0.0.1, [::1] or localhost", addr)
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen address %q: %w", addr, err)
	}
	if at, ok := ln.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
		_ = ln.Close()
		return nil, fmt.Errorf("listen address %q is not an address of this machine alone", addr)
	}
	return ln, nil
}

// guard lets through only requests that name this machine as their host (so
// that a foreign name rebound to 127.0.0.1 gets nothing) and refuses what
// another web site's page sends.
func guard(h http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection().Handler(h)
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !ownHost(r) {
			http.Error(rw, "this address answers to 127.0.0.1 and localhost only", http.StatusForbidden)
			return
		}
		cross.ServeHTTP(rw, r)
	})
}

func ownHost(r *http.Request) bool {
	at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	port := strconv.Itoa(at.Port)
	for _, name := range []string{"127.0.0.1", "localhost", "::1"} {
		if r.Host == net.JoinHostPort(name, port) {
			return true
		}
	}
	return false
}
