package io.keel.im.examples.deploy;

import io.keel.im.examples.host.ChatSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus, Grafana and nginx name what is there: services, ports, files, and times that fit those of a gateway. */
final class WatchingCheck {

    private static final Pattern URL = Pattern.compile("http://([a-z-]+):(\\d+)");
    private static final Pattern SILENCE = Pattern.compile("proxy_read_timeout (\\d+)s;");
    /** A gateway closes a connection that is silent for so many heartbeats. */
    private static final double HEARTBEATS = 2.5;

    private final DeployTree tree;
    private final Node services;
    private final List<String> findings = new ArrayList<>();

    private WatchingCheck(DeployTree tree) {
        this.tree = tree;
        this.services = tree.document(ComposeCheck.FILE).at("services");
    }

    static List<String> findings(DeployTree tree) {
        WatchingCheck check = new WatchingCheck(tree);
        check.prometheus();
        check.grafana();
        check.nginx();
        return check.findings;
    }

    private void prometheus() {
        Node file = tree.document("prometheus/prometheus.yml");
        Set<String> roles = Set.of("im-gateway", "im-logic", "im-session", "im-data-proxy", "im-job");
        for (Node job : file.at("scrape_configs").items()) {
            for (Node found : job.at("dns_sd_configs").items()) {
                List<String> names = found.at("names").texts();
                names.forEach(name -> require(services.at(name).isThere(), "prometheus.yml: no service " + name));
                require(names.containsAll(roles), "prometheus.yml: not all roles: " + names);
                for (String name : names) {
                    List<String> command = services.at(name, "command").texts();
                    require(
                            command.contains(found.at("port").text()),
                            "prometheus.yml: " + name + " does not listen on "
                                    + found.at("port").text());
                }
            }
        }
        for (String pattern : file.at("rule_files").texts()) {
            String glob = pattern.replace("/etc/keel-im/prometheus/", "");
            require(
                    tree.files(".yml").stream()
                            .filter(each -> each.startsWith(tree.deploy().resolve("prometheus")))
                            .map(Path::getFileName)
                            .anyMatch(each -> each.getFileSystem()
                                    .getPathMatcher("glob:" + glob)
                                    .matches(each)),
                    "prometheus.yml: no rules at " + pattern);
        }
    }

    private void grafana() {
        for (Node source : tree.document("grafana/provisioning/datasources/datasources.yml")
                .at("datasources")
                .items()) {
            Matcher url = URL.matcher(source.at("url").text());
            require(
                    url.matches()
                            && Upstream.ports(services.at(url.group(1), "image").text())
                                    .contains(url.group(2)),
                    "datasources.yml: nobody is at " + source.at("url").text());
        }
        for (Node provider : tree.document("grafana/provisioning/dashboards/dashboards.yml")
                .at("providers")
                .items()) {
            String path = provider.at("options", "path").text();
            require(
                    services.at("grafana", "volumes").texts().contains("./grafana:" + path + ":ro"),
                    "dashboards.yml: nothing is mounted at " + path);
        }
    }

    private void nginx() {
        String text = tree.text("nginx/nginx.conf");
        Matcher silence = SILENCE.matcher(text);
        require(
                silence.find()
                        && Integer.parseInt(silence.group(1))
                                > ChatSettings.defaults().heartbeat().toSeconds() * HEARTBEATS,
                "nginx.conf: closes what a gateway would keep");
        String dockerfile = tree.text("Dockerfile");
        for (String list : List.of("/var/lib/keel-im/gateways.conf")) {
            require(text.contains("include " + list + ";"), "nginx.conf: does not include " + list);
            require(dockerfile.contains("\"--output\", \"" + list + "\""), "Dockerfile: nobody keeps " + list);
        }
    }

    private void require(boolean good, String finding) {
        if (!good) {
            findings.add(finding);
        }
    }
}
