package io.reactortoken.release;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Counts what users can see in sources, and which of it has Javadoc. What overrides something has that one's; what the
 * compiler makes of a record has the record's.
 */
final class ApiDocs extends TreePathScanner<@Nullable Void, Boolean> {

    private final DocTrees docs;
    final Set<String> missing = new TreeSet<>();
    int types;
    int methods;
    int fields;

    private ApiDocs(DocTrees docs) {
        this.docs = docs;
    }

    static ApiDocs of(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            ApiDocs counted = new ApiDocs(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                counted.scan(unit, true);
            }
            return counted;
        }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Boolean inSight) {
        boolean visible = inSight && isVisible(type.getModifiers());
        if (visible) {
            types++;
            look(type.getSimpleName());
        }
        return super.visitClass(type, visible);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Boolean inSight) {
        if (inSight && isVisible(method.getModifiers()) && !overrides(method)) {
            methods++;
            look(method.getName());
        }
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, Boolean inSight) {
        boolean member = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
        if (member && inSight && isVisible(field.getModifiers())) {
            fields++;
            look(field.getName());
        }
        return null;
    }

    private void look(CharSequence name) {
        String comment = docs.getDocComment(getCurrentPath());
        if (comment == null || comment.isBlank()) {
            missing.add(Path.of(getCurrentPath()
                                    .getCompilationUnit()
                                    .getSourceFile()
                                    .getName())
                            .getFileName() + ": " + name);
        }
    }

    private boolean isVisible(ModifiersTree modifiers) {
        Set<Modifier> flags = modifiers.getFlags();
        TreePath parent = getCurrentPath().getParentPath();
        boolean ofInterface = isInterface(parent.getLeaf()) && !flags.contains(Modifier.PRIVATE);
        return ofInterface || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
    }

    private static boolean isInterface(Tree tree) {
        return tree.getKind() == Kind.INTERFACE || tree.getKind() == Kind.ANNOTATION_TYPE;
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
}
