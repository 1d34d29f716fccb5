// Package archive opens .zip and .gz files: every member is a file of its own,
// read as a stream and never written anywhere. What cannot be meant well is
// refused in words: bombs, path tricks, encrypted and nested members.
package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
)

// Limits of an archive.
const (
	maxMembers   = 1000
	maxDirectory = 2 << 20  // bytes of the list of members
	maxBytes     = 16 << 30 // unpacked, all members together
	maxRatio     = 100      // unpacked to packed bytes, of members above small
	small        = 16 << 20
)

// Refusal says why an archive, or a member, is not read.
type Refusal struct{ Message string }

func (r Refusal) Error() string { return r.Message }

func refuse(format string, args ...any) error { return Refusal{fmt.Sprintf(format, args...)} }

// File opens the archive; it is called once for the list and once for each
// reading of a member. What it gives must be an io.ReaderAt for .zip files.
type File func() (io.ReadCloser, error)

// Member is one file of an archive.
type Member struct {
	// Name is the path inside the archive, in UTF-8, with slashes; "" for the
	// content of a .gz file.
	Name string
	// Size is its number of bytes as the archive says, 0 if it does not.
	Size int64
	// Open reads it. Reading fails with a Refusal where it is damaged or too large.
	Open func() (io.ReadCloser, error)
}

// Kinds of archives.
const (
	Zip  = "zip"
	Gzip = "gzip"
)

// Kind tells an archive by the first bytes of a file, "" if it is none.
// Spreadsheets are zip files too: whoever reads them looks first.
func Kind(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return Gzip
	}
	return ""
}

// Other names archives that are not read here, by the first bytes.
func Other(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("7z\xbc\xaf\x27\x1c")):
		return "7z"
	case bytes.HasPrefix(head, []byte("Rar!\x1a\x07")):
		return "rar"
	case bytes.HasPrefix(head, []byte("BZh")) && len(head) > 10 && bytes.Equal(head[4:10], []byte("1AY&SY")):
		return "bzip2"
	case bytes.HasPrefix(head, []byte("\xfd7zXZ\x00")):
		return "xz"
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "zstd"
	case len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar")):
		return "tar"
	}
	return ""
}

// Members lists the files of an archive of the given kind.
func Members(kind string, file File) ([]Member, error) {
	if kind == Gzip {
		return []Member{{Open: func() (io.ReadCloser, error) { return openGzip(file) }}}, nil
	}
	return zipMembers(file)
}

// guard reads a member and stops where it is more than its packed bytes can
// honestly hold, or an archive itself.
type guard struct {
	io.Reader
	close  []io.Closer
	name   string
	packed func() int64 // bytes of it read or stored, packed
	n      int64
	err    error
}

func (g *guard) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.Reader.Read(p)
	g.n += int64(n)
	switch {
	case g.n > maxBytes:
		g.err = refuse("%s is larger than %d GiB unpacked: it is not read", g.name, maxBytes>>30)
	case g.n > small && g.n/maxRatio > g.packed():
		g.err = refuse("%s unpacks to more than %d times its size: it looks like an archive that is made to fill the disk, and is not read", g.name, maxRatio)
	case err == io.EOF:
		g.err = io.EOF
	case err != nil:
		g.err = refuse("%s is damaged in the archive (%v): get the archive again", g.name, err)
	}
	if g.err != nil && g.err != io.EOF {
		return 0, g.err
	}
	return n, g.err
}

// begin looks at the first bytes of a member: an archive in an archive is not read.
func (g *guard) begin(r *bufio.Reader) (io.ReadCloser, error) {
	g.Reader = r
	b, _ := r.Peek(512) // what is wrong with it, reading tells
	kind := Other(b)
	if kind == "" {
		kind = Kind(b)
	}
	if kind == "" || kind == Zip && IsWorkbook(b) {
		return g, nil
	}
	_ = g.Close()
	return nil, refuse("%s is itself an archive (%s): unpack the outer archive and give the inner one", g.name, kind)
}

// IsWorkbook tells the beginning of a spreadsheet from other zip files.
func IsWorkbook(b []byte) bool {
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "xl/", "docProps/"} {
		if len(b) > 30 && bytes.HasPrefix(b[30:], []byte(name)) {
			return true
		}
	}
	return false
}

func (g *guard) Close() error {
	var first error
	for _, c := range g.close {
		if err := c.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// HoldsWorkbook tells a spreadsheet or another office document by its members.
func HoldsWorkbook(members []Member) bool {
	return slices.ContainsFunc(members, func(m Member) bool { return m.Name == "[Content_Types].xml" })
}
