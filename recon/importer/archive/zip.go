package archive

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// budget gives a zip reader no more than a directory may hold: the reader
// keeps all of it in memory.
type budget struct {
	r    io.ReaderAt
	left int64
}

var errDirectory = errors.New("the directory is too large")

func (b *budget) ReadAt(p []byte, off int64) (int, error) {
	if b.left < 0 {
		return 0, errDirectory
	}
	n, err := b.r.ReadAt(p, off)
	b.left -= int64(n)
	return n, err
}

// directory opens a zip file and reads its list of members.
func directory(file File) (*zip.Reader, *budget, io.Closer, error) {
	f, err := file()
	if err != nil {
		return nil, nil, nil, err
	}
	at, ok := f.(interface {
		io.ReaderAt
		io.Seeker
	})
	if !ok {
		_ = f.Close()
		return nil, nil, nil, refuse("a zip file cannot be read from a stream: unpack the outer archive first")
	}
	size, err := at.Seek(0, io.SeekEnd)
	if err != nil {
		_ = f.Close()
		return nil, nil, nil, fmt.Errorf("find the size of the archive: %w", err)
	}
	b := &budget{r: at, left: maxDirectory}
	z, err := zip.NewReader(b, size)
	switch {
	case errors.Is(err, errDirectory):
		err = refuse("the archive has more than %d members, or very long names: unpack it and import the folder", maxMembers)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		err = refuse("the zip file is damaged (%v): it may be cut off; get it again", err)
	default:
		err = nil
	}
	if err != nil {
		_ = f.Close()
		return nil, nil, nil, err
	}
	b.left = 1 << 62 // members have limits of their own
	return z, b, f, nil
}

func zipMembers(file File) ([]Member, error) {
	z, _, f, err := directory(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if len(z.File) > maxMembers {
		return nil, refuse("the archive has more than %d members: unpack it and import the folder", maxMembers)
	}
	var out []Member
	var total uint64
	names := map[string]bool{}
	for i, m := range z.File {
		name, err := nameOf(m)
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(name, "/") || hidden(name) {
			continue
		}
		if err := check(m, name); err != nil {
			return nil, err
		}
		if names[name] {
			return nil, refuse("the archive has two members named %s: which one is meant cannot be told", name)
		}
		names[name] = true
		if total += m.UncompressedSize64; total > maxBytes || m.UncompressedSize64 > maxBytes {
			return nil, refuse("the archive holds more than %d GiB unpacked: unpack it and import the files", maxBytes>>30)
		}
		out = append(out, Member{Name: name, Size: int64(m.UncompressedSize64), Open: func() (io.ReadCloser, error) { return openZip(file, i, name) }})
	}
	return out, nil
}

// nameOf gives a member's name; one that is not marked as UTF-8 is Chinese as
// Windows writes it. Names only tell members apart, nothing is written under
// them; a name that wants out of its folder shows what the archive is for.
func nameOf(m *zip.File) (string, error) {
	name := m.Name
	if m.NonUTF8 || !utf8.ValidString(name) {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil && !utf8.ValidString(name) {
			name = decoded
		}
	}
	shown := fmt.Sprintf("%.80q", name)
	name = strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "./")
	switch {
	case strings.Contains(name, "\ufffd") || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "", refuse("the archive has a member whose name %s cannot be read: pack it again with plain names", shown)
	case len(name) > 500:
		return "", refuse("the archive has a member whose name is longer than 500 bytes")
	case name == "" || strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || path.Clean(name) != strings.TrimSuffix(name, "/") || name == ".." || strings.HasPrefix(name, "../"):
		return "", refuse("the archive has a member %s that points outside of it: it is not read", shown)
	}
	return name, nil
}

// hidden tells what systems put into archives for themselves.
func hidden(name string) bool {
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(path.Base(name), ".")
}

func check(m *zip.File, name string) error {
	const encrypted, strong = 0x1, 0x40
	switch {
	case m.Flags&(encrypted|strong) != 0:
		return refuse("%s is encrypted in the archive: unpack it with its password and import the file", name)
	case m.Mode()&fs.ModeSymlink != 0 || !m.Mode().IsRegular():
		return refuse("%s is no plain file but a link or device in the archive: it is not read", name)
	case m.Method != zip.Store && m.Method != zip.Deflate:
		return refuse("%s is packed by a method (%d) that is not read here: pack it as an ordinary zip file", name, m.Method)
	}
	return nil
}

func openZip(file File, i int, name string) (io.ReadCloser, error) {
	z, _, f, err := directory(file)
	if err != nil {
		return nil, err
	}
	if i >= len(z.File) {
		_ = f.Close()
		return nil, refuse("the archive changed while it was read: import it again when it is complete")
	}
	m := z.File[i]
	r, err := m.Open()
	if err != nil {
		_ = f.Close()
		return nil, refuse("%s is damaged in the archive (%v): get the archive again", name, err)
	}
	g := &guard{close: []io.Closer{r, f}, name: name, packed: func() int64 { return int64(m.CompressedSize64) }}
	return g.begin(bufio.NewReaderSize(r, 64<<10))
}
