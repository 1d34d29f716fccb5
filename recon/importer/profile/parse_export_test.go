package profile

// Parse reads a profile as one of an operator's folder is read.
func Parse(file string, b []byte) (*Profile, error) {
	own, err := Shipped()
	if err != nil {
		return nil, err
	}
	return parse(file, b, own)
}
