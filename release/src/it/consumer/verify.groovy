// What the program of a user printed, built from nothing but what is staged. `basedir` comes from maven-invoker-plugin.

def printed = new File(basedir, 'program.txt').readLines()
['netty true', 'webclient true', 'requests 1', 'meters true'].each {
    assert printed.contains(it): "the consumer's program did not print '$it':\n${printed.join('\n')}"
}
return true
