// What a user of the published POM gets. `basedir` and `localRepositoryPath` come from maven-invoker-plugin.

def tree = new File(basedir, 'tree.txt').text
[
    'io.netty:netty-transport-native-epoll:jar:linux-x86_64:',
    'io.netty:netty-codec-native-quic:jar:linux-x86_64:',
    'io.netty:netty-resolver-dns-native-macos:jar:osx-x86_64:',
].each { assert tree.contains(it): "a consumer loses $it\n$tree" }

def published = new File(localRepositoryPath, 'io/reactortoken')
def poms = []
published.eachFileRecurse { if (it.name.endsWith('.pom') && !it.name.startsWith('reactor-token-parent')) poms << it }
assert poms*.name.any { it.startsWith('reactor-token-netty-') }
assert poms*.name.any { it.startsWith('reactor-token-core-') }

poms.each { file ->
    def text = file.text
    def pom = new groovy.xml.XmlSlurper().parseText(text)
    assert pom.parent.isEmpty(): "$file.name has a parent"
    assert pom.dependencyManagement.isEmpty(): "$file.name manages dependencies"
    assert pom.build.isEmpty(): "$file.name shows the build"
    assert !text.contains('<exclusion'): "$file.name excludes dependencies"
    assert !text.contains('reactor-token-leaks'): "$file.name shows what watches the tests"
    assert !text.contains('${'): "$file.name has an unresolved property"
    pom.dependencies.dependency.each {
        assert !it.version.isEmpty(): "$file.name names no version for $it.artifactId"
        assert it.scope.text() in ['', 'compile', 'runtime']: "$file.name shows $it.artifactId of scope $it.scope"
    }
}
return true
