// Package auth stands in for traefik's fork of go-http-auth, which is on no proxy: passwords are never right.
package auth

import "net/http"

type SecretProvider func(user, realm string) string

type BasicAuth struct {
	Realm   string
	Secrets SecretProvider
}

func (*BasicAuth) RequireAuth(answer http.ResponseWriter, _ *http.Request) { refuse(answer) }

func CheckSecret(_, _ string) bool { return false }

type DigestAuth struct{}

func NewDigestAuthenticator(_ string, _ SecretProvider) *DigestAuth { return &DigestAuth{} }

func (*DigestAuth) CheckAuth(*http.Request) (string, *string) { return "", nil }

func (*DigestAuth) RequireAuth(answer http.ResponseWriter, _ *http.Request) { refuse(answer) }

func (*DigestAuth) RequireAuthStale(answer http.ResponseWriter, _ *http.Request) { refuse(answer) }

func DigestAuthParams(string) map[string]string { return nil }

func refuse(answer http.ResponseWriter) {
	http.Error(answer, "built without passwords", http.StatusUnauthorized)
}
