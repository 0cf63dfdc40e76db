package metrics_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"wxops/keystore"
)

// object is what the tests ask of an object of Kubernetes.
type object struct {
	Kind     string
	Metadata struct{ Name, Namespace string }
	Data     map[string]string
	Spec     struct {
		Replicas    int
		Strategy    struct{ Type string }
		Template    struct{ Spec pod }
		JobTemplate struct {
			Spec struct{ Template struct{ Spec pod } }
		}
		ConcurrencyPolicy string
	}
}

type pod struct {
	AutomountServiceAccountToken *bool
	SecurityContext              struct {
		RunAsNonRoot        bool
		RunAsUser           int
		FSGroupChangePolicy string
		SeccompProfile      struct{ Type string }
	}
	Containers []container
	Volumes    []volume
}

type volume struct {
	Name                  string
	Secret                *struct{ SecretName string }
	PersistentVolumeClaim *struct{ ClaimName string }
}

type container struct {
	Args []string
	Env  []struct{ Name, Value string }

	LivenessProbe, ReadinessProbe, StartupProbe *struct {
		HTTPGet struct{ Path string }
	}
	Resources       struct{ Requests, Limits map[string]string }
	SecurityContext struct {
		AllowPrivilegeEscalation *bool
		ReadOnlyRootFilesystem   bool
		Capabilities             struct{ Drop []string }
	}
	VolumeMounts []struct {
		Name, MountPath, SubPath string
		ReadOnly                 bool
	}
}

const yamlToJSON = `import json, sys, yaml
json.dump(list(yaml.safe_load_all(open(sys.argv[1], encoding="utf-8"))), sys.stdout)`

// objects reads the manifests as YAML, which this module has no reader for.
func objects(t *testing.T) map[string]object {
	t.Helper()
	python := daemons(t, "/usr/bin/python3")[0]
	if exec.Command(python, "-c", "import yaml").Run() != nil {
		if os.Getenv("WXOPS_TEST_PROMETHEUS") == "required" {
			t.Fatal("no YAML for python3 here")
		}
		t.Skip("no YAML for python3 here: apt-get install python3-yaml")
	}
	var list []object
	if err := json.Unmarshal([]byte(ran(t, python, "-c", yamlToJSON, "kubernetes.yml")), &list); err != nil {
		t.Fatal(err)
	}
	found := map[string]object{}
	for _, o := range list {
		if o.Kind != "Namespace" && o.Metadata.Namespace != "wxops" {
			t.Errorf("%s %s has the namespace %q", o.Kind, o.Metadata.Name, o.Metadata.Namespace)
		}
		found[o.Kind] = o
	}
	return found
}

func pods(t *testing.T) map[string]pod {
	found := objects(t)
	return map[string]pod{
		"Deployment": found["Deployment"].Spec.Template.Spec,
		"CronJob":    found["CronJob"].Spec.JobTemplate.Spec.Template.Spec,
	}
}

// TestPodsAreClosed as the "restricted" standard of Kubernetes wants it, and more:
// no file of the root can be written, no token of the cluster is at hand.
func TestPodsAreClosed(t *testing.T) {
	no := func(b *bool) bool { return b != nil && !*b }
	for kind, p := range pods(t) {
		s := p.SecurityContext
		if !s.RunAsNonRoot || s.RunAsUser == 0 || s.SeccompProfile.Type != "RuntimeDefault" || !no(p.AutomountServiceAccountToken) {
			t.Errorf("%s: pod %+v", kind, s)
		}
		if len(p.Containers) != 1 {
			t.Fatalf("%s has %d containers", kind, len(p.Containers))
		}
		c := p.Containers[0]
		closed := c.SecurityContext
		if !no(closed.AllowPrivilegeEscalation) || !closed.ReadOnlyRootFilesystem || !slices.Equal(closed.Capabilities.Drop, []string{"ALL"}) {
			t.Errorf("%s: container %+v", kind, closed)
		}
		if c.Resources.Requests["memory"] == "" || c.Resources.Requests["cpu"] == "" || c.Resources.Limits["memory"] == "" {
			t.Errorf("%s: resources %+v", kind, c.Resources)
		}
		if len(c.Args) < 2 || c.Args[0] != "watch" {
			t.Errorf("%s runs %q", kind, c.Args)
		}
	}
}

// TestPodsFindTheirFiles: secrets are files where CREDENTIALS_DIRECTORY says, and
// only the state can be written and outlives the pod.
func TestPodsFindTheirFiles(t *testing.T) {
	for kind, p := range pods(t) {
		env := map[string]string{}
		for _, e := range p.Containers[0].Env {
			env[e.Name] = e.Value
			if strings.HasPrefix(e.Name, "WXOPS_") {
				t.Errorf("%s: %s is in the environment", kind, e.Name)
			}
		}
		at := p.mounted(t)
		for what, want := range map[string]string{
			"secrets": env["CREDENTIALS_DIRECTORY"], "state": env["XDG_STATE_HOME"],
			"accounts.toml": env["XDG_CONFIG_DIRS"] + "/wxops/accounts.toml", "config.toml": env["XDG_CONFIG_DIRS"] + "/wxops/config.toml",
		} {
			if at[what] != want || want == "" {
				t.Errorf("%s: %s is mounted at %q, expected %q", kind, what, at[what], want)
			}
		}
	}
}

// mounted gives the paths of what the pod's container mounts: secrets, state, and
// the files of the configuration.
func (p pod) mounted(t *testing.T) map[string]string {
	t.Helper()
	at := map[string]string{}
	for _, m := range p.Containers[0].VolumeMounts {
		i := slices.IndexFunc(p.Volumes, func(v volume) bool { return v.Name == m.Name })
		if i < 0 {
			t.Fatalf("%s is mounted, which is no volume", m.Name)
		}
		v, what := p.Volumes[i], m.SubPath
		switch {
		case v.Secret != nil:
			what = "secrets"
		case v.PersistentVolumeClaim != nil:
			what = "state"
		}
		if at[what] = m.MountPath; (what == "state") == m.ReadOnly {
			t.Errorf("%s is read-only: %v", m.MountPath, m.ReadOnly)
		}
	}
	return at
}

// TestOneWatcherAtATime in the cluster: two would spend one budget.
func TestOneWatcherAtATime(t *testing.T) {
	found := objects(t)
	if d := found["Deployment"].Spec; d.Replicas != 1 || d.Strategy.Type != "Recreate" {
		t.Errorf("the Deployment has %d replicas and the strategy %q", d.Replicas, d.Strategy.Type)
	}
	if policy := found["CronJob"].Spec.ConcurrencyPolicy; policy != "Forbid" {
		t.Errorf("the CronJob's concurrencyPolicy is %q", policy)
	}
	c := found["Deployment"].Spec.Template.Spec.Containers[0]
	if c.LivenessProbe == nil || c.ReadinessProbe == nil || c.StartupProbe == nil || c.LivenessProbe.HTTPGet.Path != "/healthz" {
		t.Error("the Deployment's container is not probed at /healthz")
	}
}

// TestClusterConfigurationIsTaken: the files of the ConfigMap are such as wxops reads.
func TestClusterConfigurationIsTaken(t *testing.T) {
	data := objects(t)["ConfigMap"].Data
	accounts, warnings, err := keystore.Parse("accounts.toml", []byte(data["accounts.toml"]))
	if err != nil || len(accounts) == 0 || len(warnings) > 0 {
		t.Errorf("accounts.toml: %d accounts, %v, %v", len(accounts), warnings, err)
	}
	config, faults := keystore.ParseConfig("config.toml", []byte(data["config.toml"]))
	if strangers := config.Strangers(accounts); len(config.Robots) == 0 || len(faults)+len(strangers) > 0 {
		t.Errorf("config.toml: %d robots, %v, %v", len(config.Robots), faults, strangers)
	}
}
