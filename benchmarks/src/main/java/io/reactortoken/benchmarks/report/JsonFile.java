package io.reactortoken.benchmarks.report;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The same as the tables, for programs. */
final class JsonFile {

    private final Machine machine;
    private final List<Findings> all;

    JsonFile(Machine machine, List<Findings> all) {
        this.machine = machine;
        this.all = all;
    }

    String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("date", machine.date().toString());
            json.writeStringProperty("java", machine.java());
            json.writeStringProperty("system", machine.system());
            json.writeNumberProperty("cores", machine.cores());
            json.writeArrayPropertyStart("studies");
            all.forEach(findings -> study(json, findings));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void study(JsonGenerator json, Findings findings) {
        json.writeStartObject();
        json.writeStringProperty("title", findings.title());
        json.writeArrayPropertyStart("rows");
        for (List<String> row : findings.table().rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeStringProperty(findings.table().head().get(i), row.get(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("ratios");
        findings.ratios().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
    }
}
