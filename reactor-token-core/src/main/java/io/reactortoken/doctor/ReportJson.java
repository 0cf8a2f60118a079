package io.reactortoken.doctor;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The report as JSON. */
final class ReportJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ReportJson() {}

    static String write(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("at", report.at().toString());
            json.writeStringProperty("client", report.client());
            json.writeBooleanProperty("healthy", report.healthy());
            json.writeArrayPropertyStart("findings");
            report.findings().forEach(finding -> write(json, finding));
            json.writeEndArray();
            json.writeArrayPropertyStart("sections");
            report.sections().forEach(section -> write(json, section));
            json.writeEndArray();
            json.writeStringProperty("leftOut", Report.LEFT_OUT);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("hint", finding.hint());
        json.writeStringProperty("evidence", finding.evidence());
        json.writeStringProperty("nextStep", finding.nextStep());
        json.writeStringProperty("anchor", finding.anchor());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Section section) {
        json.writeStartObject();
        json.writeStringProperty("id", section.id());
        json.writeStringProperty("title", section.title());
        json.writeArrayPropertyStart("lines");
        for (Section.Line line : section.lines()) {
            json.writeStartObject();
            json.writeStringProperty("name", line.name());
            json.writeStringProperty("value", line.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
