// Package tm keeps translation units in an SQLite file, looks them up and searches them.
package tm
