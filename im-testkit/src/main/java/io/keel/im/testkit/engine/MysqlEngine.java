package io.keel.im.testkit.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MySQL or MariaDB, with full durability, on loopback. Its {@link #address()} is a JDBC URL with the user in it, which
 * MariaDB's driver and MySQL's both take, and names a database {@code im} that is there and empty.
 */
public final class MysqlEngine extends LocalEngine {

    /** Gives the address of an engine that runs already. */
    public static final String ADDRESS_VARIABLE = "IM_MYSQL_URL";

    /** Names the server program to start, where the first one found is not the one wanted. */
    public static final String PROGRAM_VARIABLE = "IM_MYSQL_PROGRAM";

    private static final String KIND = "mysql";
    private static final Duration INSTALL = Duration.ofMinutes(2);
    private static final int PROBE_MILLIS = 1_000;

    private final Path program;
    private final boolean mariadb;
    private final int port = freePort();

    private MysqlEngine(Path program) {
        super(KIND);
        this.program = program;
        this.mariadb = isMariadb(program);
    }

    /** Returns the engine that {@value #ADDRESS_VARIABLE} names, or else starts one. */
    public static Engine start() {
        String given = System.getenv(ADDRESS_VARIABLE);
        return given == null || given.isEmpty() ? launch() : new GivenEngine(KIND, given);
    }

    /**
     * Starts an engine of our own, which may be killed.
     *
     * @throws IllegalStateException if there is none on this machine and none can be installed
     */
    public static MysqlEngine launch() {
        MysqlEngine engine = new MysqlEngine(program());
        try {
            engine.makeData();
            engine.restart();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Returns {@code address} with another database in it; it is made when a client comes, if it is not there. */
    public static String withDatabase(String address, String database) {
        int path = address.indexOf('/', address.indexOf("//") + 2);
        int query = address.indexOf('?');
        String server = path < 0 || (query >= 0 && path > query)
                ? address.substring(0, query < 0 ? address.length() : query)
                : address.substring(0, path);
        String options = query < 0 ? "?" : address.substring(query) + "&";
        return server + "/" + database + options + "createDatabaseIfNotExist=true";
    }

    @Override
    public String address() {
        // MariaDB's driver takes this scheme when it is told to; MySQL's has never heard of that option.
        return "jdbc:mysql://127.0.0.1:" + port + "/im?user=root&permitMysqlScheme=true&allowPublicKeyRetrieval=true";
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--datadir=" + data(),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder().resolve("sock"),
                "--pid-file=" + folder().resolve("pid"),
                "--init-file=" + folder().resolve("init.sql"),
                "--innodb-flush-log-at-trx-commit=1",
                "--sync-binlog=1",
                "--innodb-buffer-pool-size=512M"));
        asThisUser(command);
        command.addAll(
                mariadb
                        ? List.of("--skip-log-bin", "--innodb-log-file-size=512M")
                        : List.of("--secure-file-priv=NULL", "--mysqlx=OFF", "--innodb-redo-log-capacity=1G"));
        return command;
    }

    /** A server that serves speaks first. */
    @Override
    boolean serves() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes(5);
            // Of a greeting the fifth byte is the protocol's version; an error has 0xff there.
            return head.length == 5 && head[4] == 10;
        }
    }

    private Path data() {
        return folder().resolve("data");
    }

    private void makeData() {
        List<String> command = new ArrayList<>();
        if (mariadb) {
            Path installer = Programs.find("mariadb-install-db", "mysql_install_db")
                    .orElseThrow(() -> new IllegalStateException(
                            "mariadb-install-db is missing beside " + program + ": install mariadb-server"));
            command.addAll(List.of(
                    installer.toString(),
                    "--no-defaults",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db"));
        } else {
            command.addAll(
                    List.of(program.toString(), "--no-defaults", "--initialize-insecure", "--secure-file-priv=NULL"));
        }
        command.add("--datadir=" + data());
        asThisUser(command);
        Programs.check(command, log(), INSTALL);
        try {
            Files.writeString(
                    folder().resolve("init.sql"), "CREATE DATABASE IF NOT EXISTS im CHARACTER SET utf8mb4;\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder(), e);
        }
    }

    /** The server refuses to run as root unless it is told to. */
    private static void asThisUser(List<String> command) {
        command.add("--user=" + System.getProperty("user.name"));
    }

    private static Path program() {
        String named = System.getenv(PROGRAM_VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Optional<Path> found = Programs.find("mariadbd", "mysqld");
        if (found.isEmpty() && AptPackages.canInstall()) {
            AptPackages.install("mariadb-server");
            found = Programs.find("mariadbd", "mysqld");
        }
        return found.orElseThrow(() -> new IllegalStateException("no MySQL: set " + ADDRESS_VARIABLE
                + " to the JDBC URL of one, or install one, as by: apt-get install mariadb-server"));
    }

    private static boolean isMariadb(Path program) {
        try {
            return program.toRealPath().getFileName().toString().contains("mariadb");
        } catch (IOException e) {
            throw new UncheckedIOException("no such program: " + program, e);
        }
    }
}
