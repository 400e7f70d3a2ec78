import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A relay on netty-socketio, run from source. A client comes with {@code id=N}; event {@code one} carries five digits of
 * the receiver's id and a text, event {@code all} goes to everyone else.
 */
public final class SocketIoPeer {

    private static final String ROOM = "all";

    private SocketIoPeer() {}

    /** Runs until the standard input ends; the argument is the port. */
    public static void main(String[] args) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(args[0]));
        configuration.setTransports(Transport.WEBSOCKET);
        configuration.setUseLinuxNativeEpoll(io.netty.channel.epoll.Epoll.isAvailable());
        configuration.setBossThreads(1);
        configuration.setWorkerThreads(Runtime.getRuntime().availableProcessors());
        configuration.getSocketConfig().setAcceptBackLog(16_384);
        configuration.getSocketConfig().setTcpNoDelay(true);
        SocketIOServer server = new SocketIOServer(configuration);
        Map<String, SocketIOClient> clients = new ConcurrentHashMap<>();
        server.addConnectListener(client -> {
            clients.put(id(client), client);
            client.joinRoom(ROOM);
        });
        server.addDisconnectListener(client -> clients.remove(id(client), client));
        server.addEventListener("one", String.class, (client, text, ack) -> {
            SocketIOClient receiver = clients.get(String.valueOf(Integer.parseInt(text.substring(0, 5))));
            if (receiver != null) {
                receiver.sendEvent("message", text);
            }
        });
        server.addEventListener(
                "all", String.class, (client, text, ack) -> server.getRoomOperations(ROOM)
                        .sendEvent("message", client, text));
        server.start();
        System.out.println("netty-socketio on port " + args[0]);
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    private static String id(SocketIOClient client) {
        return client.getHandshakeData().getSingleUrlParam("id");
    }
}
