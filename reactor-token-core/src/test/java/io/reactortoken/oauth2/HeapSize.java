package io.reactortoken.oauth2;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * How many bytes of the heap can be reached from an object, by JOL's knowledge of this JVM. Stops at classes and method
 * handles, which lead to all that the JVM has loaded, and to another size each time.
 */
final class HeapSize {

    static {
        // records have no offsets that a library may ask for otherwise
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private final VirtualMachine jvm = VM.current();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final Map<Class<?>, List<Long>> references = new HashMap<>();

    private HeapSize() {}

    static long of(Object root) {
        return new HeapSize().walk(root);
    }

    private long walk(Object root) {
        long bytes = 0;
        add(root);
        while (!open.isEmpty()) {
            Object next = open.pop();
            bytes += jvm.sizeOf(next);
            if (next instanceof Object[] array) {
                for (Object element : array) {
                    add(element);
                }
            } else if (!next.getClass().isArray()) {
                for (long offset : references.computeIfAbsent(next.getClass(), this::offsets)) {
                    add(jvm.getObject(next, offset));
                }
            }
        }
        return bytes;
    }

    private List<Long> offsets(Class<?> type) {
        List<Long> found = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    found.add(jvm.fieldOffset(field));
                }
            }
        }
        return found;
    }

    private void add(@Nullable Object found) {
        boolean leadsAnywhere = found instanceof Class || found instanceof MethodHandle || found instanceof ClassLoader;
        if (found != null && !leadsAnywhere && seen.add(found)) {
            open.push(found);
        }
    }
}
