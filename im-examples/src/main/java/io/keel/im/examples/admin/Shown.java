package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;

/** What a command has found: for people as text, for programs as JSON. */
interface Shown {

    void text(PrintWriter out);

    void json(JsonGenerator json) throws IOException;
}
