package io.reactortoken.examples.demo;

import java.io.Console;
import java.util.Optional;

/** Whether somebody is looking. */
final class Terminal {

    private Terminal() {}

    /** Whether standard output is a terminal; asked in a way that JDK 17 and JDK 22 both understand. */
    static boolean present() {
        return Optional.ofNullable(System.console())
                .filter(Terminal::isTerminal)
                .isPresent();
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            // before JDK 22 there is no console where there is no terminal
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
