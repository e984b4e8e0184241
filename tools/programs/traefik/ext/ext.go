// Package ext stands in for a folder of traefik's repository that go.mod names and no module holds.
package ext

type HTTP struct{}

type Router struct{}
