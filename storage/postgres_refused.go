package storage

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// What the server answers with (PostgreSQL, Appendix A), in an operator's words.
var refusals = map[string]string{
	"28P01": "the server refuses the user or the password: check both in MONEYTRAIL_DATABASE (special characters are written as %XX)",
	"28000": "the server lets this user not in from here: check the user in MONEYTRAIL_DATABASE, and pg_hba.conf on the server",
	"3D000": "the server has no such database: create it with createdb --encoding=UTF8 --template=template0",
	"42501": "the user has not the rights that are needed: let it own the database, or the schema that tables are in",
	"25006": "the server takes no writes: name the primary server, not a standby, and a user that may write",
	"53300": "the server has no connection left: raise its max_connections, or end what does not need one (a process that serves takes up to 16)",
	"57P03": "the server is starting or stopping: try again in a moment",
	"53100": "the disk of the server is full: give it room",
}

// refused says in an operator's words why a server cannot be used.
func (p *postgres) refused(err error) error {
	if err == nil {
		return nil
	}
	if fault, ok := errors.AsType[*pgconn.PgError](err); ok && refusals[fault.Code] != "" {
		return fmt.Errorf("database %s: %s (the server says: %s)", p.name, refusals[fault.Code], fault.Message)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		if fault, ok := errors.AsType[net.Error](err); ok {
			return fmt.Errorf("database %s: the server is not reached (%s): check the host and the port in MONEYTRAIL_DATABASE, that it runs, and that it listens there", p.name, fault)
		}
	}
	return fmt.Errorf("database %s: %s", p.name, strings.ReplaceAll(err.Error(), "\n\t", " "))
}
