package io.reactortoken.cli;

import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Something that goes wrong in the field, made to go wrong here.
 *
 * @param name what it is, as the table in docs/errors.md has it
 * @param rows the catalogue's rows it stands for
 * @param hint the hint of the plain exception; empty where there is no exception, or none that could know
 * @param cause what its message must say beside the hint's id: the cause, and not only that something failed
 * @param doctor the hint of the doctor's first finding
 * @param evidence what that finding must say
 * @param inject does it
 */
record Fault(
        String name, String rows, String hint, String cause, String doctor, String evidence, Consumer<Scene> inject) {

    /** The exception and the doctor give the same hint, by the same words. */
    static Fault of(String name, String rows, String hint, String cause, Consumer<Scene> inject) {
        return new Fault(name, rows, hint, cause, hint, cause, inject);
    }

    /** A token is issued, or the exception cannot know. */
    static Fault silent(String name, String rows, String doctor, String evidence, Consumer<Scene> inject) {
        return new Fault(name, rows, "", "", doctor, evidence, inject);
    }

    /** The doctor gives a better hint than the exception. */
    Fault doctor(String better, String says) {
        return new Fault(name, rows, hint, cause, better, says, inject);
    }

    /** The doctor's finding says this. */
    Fault saying(String text) {
        return new Fault(name, rows, hint, cause, doctor, text, inject);
    }

    boolean named() {
        return !hint.isEmpty();
    }

    static Stream<Fault> all() {
        return Stream.of(
                        CredentialFaults.all(),
                        ScopeFaults.all(),
                        EndpointFaults.all(),
                        AnswerFaults.all(),
                        ConnectionFaults.all(),
                        ApiFaults.all())
                .flatMap(faults -> faults);
    }

    @Override
    public String toString() {
        return rows + " " + name;
    }
}
