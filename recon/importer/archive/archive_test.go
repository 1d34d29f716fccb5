package archive_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"moneytrail/recon/importer/archive"
)

// memory is an archive that lies in memory.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

func file(b []byte) archive.File {
	return func() (io.ReadCloser, error) { return memory{bytes.NewReader(b)}, nil }
}

// member of a zip file to make.
type member struct {
	header zip.FileHeader
	body   string
}

func named(name, body string) member {
	return member{zip.FileHeader{Name: name, Method: zip.Deflate}, body}
}

func pack(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.CreateHeader(&m.header)
		if err == nil {
			_, err = io.WriteString(f, m.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

// read gives the members' names and texts.
func read(b []byte) (string, error) {
	kind := archive.Kind(b)
	members, err := archive.Members(kind, file(b))
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, m := range members {
		r, err := m.Open()
		if err != nil {
			return "", err
		}
		text, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "%s=%s;", m.Name, text)
	}
	return out.String(), nil
}

func TestMembers(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("20261120_业务明细.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		file []byte
		want string
	}{
		{"zip", pack(t, named("a.csv", "A"), named("b/c.csv", "BC")), "a.csv=A;b/c.csv=BC;"},
		{"stored", pack(t, member{zip.FileHeader{Name: "a.csv", Method: zip.Store}, "A"}), "a.csv=A;"},
		{"Chinese of Windows", pack(t, member{zip.FileHeader{Name: gbk, NonUTF8: true, Method: zip.Deflate}, "A"}), "20261120_业务明细.csv=A;"},
		{"Chinese in UTF-8", pack(t, named("账务明细.csv", "A")), "账务明细.csv=A;"},
		{"folders and leftovers", pack(t, named("dir/", ""), named("./dir/a.csv", "A"), named("__MACOSX/dir/._a.csv", "x"), named("dir/.DS_Store", "x"), named(`w\b.csv`, "B")), "dir/a.csv=A;w/b.csv=B;"},
		{"empty", pack(t), ""},
		{"gzip", []byte(zipped("A,B")), "=A,B;"},
		{"gzip in two pieces", []byte(zipped("A,") + zipped("B")), "=A,B;"},
		{"a spreadsheet inside", pack(t, named("a.xlsx", string(pack(t, named("[Content_Types].xml", "x"))))), "a.xlsx=PK"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := read(tt.file); err != nil || !strings.HasPrefix(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("%q, error %v", got, err)
			}
		})
	}
}

// What is not read is refused in words, members that could be read or not.
func TestRefused(t *testing.T) {
	encrypted := pack(t, named("a.csv", "A"))
	for _, sign := range []string{"PK\x03\x04", "PK\x01\x02"} {
		at := bytes.Index(encrypted, []byte(sign)) + map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[sign]
		binary.LittleEndian.PutUint16(encrypted[at:], binary.LittleEndian.Uint16(encrypted[at:])|1)
	}
	method := pack(t, named("a.csv", "A"))
	at := bytes.Index(method, []byte("PK\x01\x02")) + 10
	binary.LittleEndian.PutUint16(method[at:], 12)
	link := named("a.csv", "/etc/passwd")
	link.header.SetMode(fs.ModeSymlink | 0o777)
	var many []member
	for i := range 1001 {
		many = append(many, named(fmt.Sprintf("%d.csv", i), "A"))
	}
	var more []member
	for i := range 40_000 {
		more = append(more, member{zip.FileHeader{Name: fmt.Sprintf("%d.csv", i), Method: zip.Store}, ""})
	}
	bad := pack(t, named("a.csv", strings.Repeat("A,B,C\n", 1000)))
	bad[60] ^= 0x55
	bomb := strings.Repeat("\x00", 18<<20)
	good := pack(t, named("a.csv", "A"))
	for _, tt := range []struct {
		name string
		file []byte
		want string
	}{
		{"encrypted", encrypted, "a.csv is encrypted in the archive"},
		{"method", method, "a.csv is packed by a method (12)"},
		{"link", pack(t, link), "a.csv is no plain file"},
		{"up", pack(t, named("../../etc/x.csv", "A")), "points outside of it"},
		{"up inside", pack(t, named("a/../../x.csv", "A")), "points outside of it"},
		{"up with backslashes", pack(t, named(`..\..\x.csv`, "A")), "points outside of it"},
		{"root", pack(t, named("/etc/x.csv", "A")), "points outside of it"},
		{"drive", pack(t, named(`C:\x.csv`, "A")), "points outside of it"},
		{"control characters", pack(t, named("a\x1b[2J.csv", "A")), "cannot be read"},
		{"no characters", pack(t, member{zip.FileHeader{Name: "a\xff.csv", NonUTF8: true}, "A"}), "cannot be read"},
		{"twice", pack(t, named("a.csv", "A"), named("a.csv", "B")), "two members named a.csv"},
		{"too many", pack(t, many...), "more than 1000 members"},
		{"very many", pack(t, more...), "more than 1000 members"},
		{"zip inside", pack(t, named("b.zip", string(good))), "b.zip is itself an archive (zip)"},
		{"gzip inside", pack(t, named("b.csv", zipped("A"))), "b.csv is itself an archive (gzip)"},
		{"gzip in gzip", []byte(zipped(zipped("A"))), "the content is itself an archive (gzip)"},
		{"tar in gzip", []byte(zipped(strings.Repeat("a", 257) + "ustar" + strings.Repeat("b", 300))), "the content is itself an archive (tar)"},
		{"rar inside", pack(t, named("b.rar", "Rar!\x1a\x07\x00")), "b.rar is itself an archive (rar)"},
		{"bomb", pack(t, named("b.csv", bomb)), "b.csv unpacks to more than 100 times its size"},
		{"gzip bomb", []byte(zipped(bomb)), "the content unpacks to more than 100 times its size"},
		{"damaged", bad, "a.csv is damaged in the archive"},
		{"cut", good[:len(good)-30], "the zip file is damaged"},
		{"gzip cut", []byte(zipped(strings.Repeat("A,B,C\n", 1000)))[:30], "the content is damaged"},
		{"gzip head", []byte("\x1f\x8b\x08"), "the file is damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got, err := read(tt.file)
			runtime.ReadMemStats(&after)
			var no archive.Refusal
			if !errors.As(err, &no) || !strings.Contains(no.Message, tt.want) {
				t.Errorf("%.60q, error %v", got, err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 100<<20 {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

// A zip file that cannot be looked into at will is refused.
func TestStream(t *testing.T) {
	b := pack(t, named("a.csv", "A"))
	_, err := archive.Members(archive.Zip, func() (io.ReadCloser, error) { return io.NopCloser(io.MultiReader(bytes.NewReader(b))), nil })
	if err == nil || !strings.Contains(err.Error(), "cannot be read from a stream") {
		t.Errorf("error %v", err)
	}
}

// An archive that is cut anywhere gives no member that is not whole.
func TestCutAtEveryByte(t *testing.T) {
	text := "a,b\n1,2\n"
	for _, b := range [][]byte{pack(t, named("a.csv", text), named("b.csv", text)), []byte(zipped(text))} {
		for cut := range b {
			got, err := read(b[:cut])
			var no archive.Refusal
			if archive.Kind(b[:cut]) != "" && !errors.As(err, &no) {
				t.Fatalf("cut at %d of %d: %q, error %v", cut, len(b), got, err)
			}
		}
	}
}

// Any bytes: refused with a word, or read within the limits.
func FuzzMembers(f *testing.F) {
	f.Add(pack(f, named("a.csv", "A"), named("b/c.csv", "BC")))
	f.Add([]byte(zipped("A,B")))
	f.Add(pack(f, member{zip.FileHeader{Name: "\xd2\xb5.csv", NonUTF8: true}, "A"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if archive.Kind(b) == "" {
			return
		}
		_, err := read(b)
		var no archive.Refusal
		if err != nil && (!errors.As(err, &no) || no.Message == "") {
			t.Errorf("error %v", err)
		}
	})
}
