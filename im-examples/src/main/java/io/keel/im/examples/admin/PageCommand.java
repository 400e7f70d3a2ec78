package io.keel.im.examples.admin;

import io.keel.im.examples.UsageException;
import io.keel.im.registry.etcd.EtcdConnection;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the page with live figures until it is stopped. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Serves a page with live figures of the cluster until it is stopped. The page can be looked at and changes nothing.",
            "Whoever looks at it has to know IM_ADMIN_TOKEN, 16 bytes or more, which is taken from the environment.",
            "Asks etcd, Kafka, and each process for /readyz and /metrics, every two seconds."
        })
final class PageCommand extends AdminAction {

    @Option(names = "--port", paramLabel = "N", description = "The port; 0 for any free one.")
    private int port = 9090;

    @Option(
            names = "--listen",
            paramLabel = "HOST",
            description = "The address to listen on. There is no TLS: put it behind something that has it.")
    private String listen = "127.0.0.1";

    @Override
    Outcome run(AdminEngines engines) {
        checks().within("--port", port, 0, 65_535);
        AdminToken token = token();
        EtcdConnection etcd = engines.etcd();
        CountDownLatch stopped = new CountDownLatch(1);
        try (Figures figures = new Figures(engines.services(etcd), engines.lag(), engines.configuration(etcd)).start();
                PageServer server = PageServer.start(new InetSocketAddress(listen, port), token, figures::json)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "shutdown"));
            PrintWriter out = out();
            out.println("the page is ready: http://" + listen + ":" + server.port());
            out.flush();
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Outcome.of(new Facts());
    }

    private AdminToken token() {
        try {
            return AdminToken.of(Objects.requireNonNullElse(System.getenv(AdminToken.VARIABLE), ""));
        } catch (UsageException unfit) {
            throw checks().wrong(String.valueOf(unfit.getMessage()));
        }
    }
}
