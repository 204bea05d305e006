import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Tells everybody on port 8080 who it runs as; TERM ends it. */
class Hello {

    static void answer(HttpExchange exchange) throws IOException {
        String text =
                "hello from "
                        + System.getProperty("user.name")
                        + ", process "
                        + ProcessHandle.current().pid()
                        + "\n";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/", Hello::answer);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
        System.out.println("ready");
    }
}
