package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// errUnsure is why a process does not speak to a network.
var errUnsure = errors.New("this process cannot count on its claims at the moment: another one may do its work")

// fenced gives what carries requests to the networks, and no byte of one while
// sure is false. A process that was stopped between claiming an item and sending
// it does not send what another one has sent since.
func fenced(sure func() bool) *http.Transport {
	dial := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
		MaxIdleConns: 100, MaxIdleConnsPerHost: 16, IdleConnTimeout: 90 * time.Second, TLSHandshakeTimeout: 10 * time.Second,
	}
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return fencedConn{c, sure}, nil
	}
	return t
}

type fencedConn struct {
	net.Conn
	sure func() bool
}

func (c fencedConn) Write(b []byte) (int, error) {
	if !c.sure() {
		return 0, errUnsure
	}
	return c.Conn.Write(b)
}
