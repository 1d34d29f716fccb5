package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// line makes the library's calls. A call that fails gives an error without its
// address: the library hides the token by writing into the error while another
// of its goroutines still reads it (rawRequest of go-telegram/bot v1.19.0), and
// the address is the only place where the token stands.
type line struct{ client *http.Client }

// Do makes one request, as http.Client does.
func (l line) Do(r *http.Request) (*http.Response, error) {
	resp, err := l.client.Do(r)
	var u *url.Error
	if errors.As(err, &u) {
		return resp, fmt.Errorf("%s: %w", u.Op, u.Err)
	}
	return resp, err
}
