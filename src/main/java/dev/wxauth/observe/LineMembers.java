package dev.wxauth.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a line's key-value pairs as members. The encoder's own provider maps each value as an object of any class, which
 * costs more than all else about the line; nearly all of ours are texts.
 */
final class LineMembers extends AbstractJsonProvider<ILoggingEvent> {
    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent line) {
        List<KeyValuePair> members = line.getKeyValuePairs();
        if (members != null) {
            members.forEach(member -> write(json, member));
        }
    }

    private static void write(JsonGenerator json, KeyValuePair member) {
        if (member.value instanceof String text) {
            json.writeStringProperty(member.key, text);
        } else {
            json.writePOJOProperty(member.key, member.value);
        }
    }
}
