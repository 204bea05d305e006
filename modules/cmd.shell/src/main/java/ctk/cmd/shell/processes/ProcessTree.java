package ctk.cmd.shell.processes;

import ctk.core.proc.ProcessStatus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Processes in the order of a tree: each behind its parent. */
final class ProcessTree {

    /**
     * A process in it.
     *
     * @param depth 0 for one whose parent is not shown
     */
    record Node(ProcessStatus status, int depth) {}

    private ProcessTree() {}

    /**
     * Order processes.
     *
     * @param all by ascending id
     * @param roots show only these and what is below them; all if empty
     */
    static List<Node> of(List<ProcessStatus> all, List<Integer> roots) {
        Map<Integer, List<ProcessStatus>> children = new HashMap<>();
        Set<Integer> known = new HashSet<>();
        for (ProcessStatus status : all) {
            known.add(status.pid());
            children.computeIfAbsent(status.parent(), pid -> new ArrayList<>()).add(status);
        }
        ArrayDeque<Node> left = new ArrayDeque<>();
        for (ProcessStatus status : all.reversed()) {
            boolean isRoot = !known.contains(status.parent());
            if (roots.isEmpty() ? isRoot : roots.contains(status.pid())) {
                left.push(new Node(status, 0));
            }
        }
        List<Node> nodes = new ArrayList<>();
        Set<Integer> seen = new HashSet<>(); // ids are given anew while they are read
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (!seen.add(node.status().pid())) {
                continue;
            }
            nodes.add(node);
            List<ProcessStatus> below = children.getOrDefault(node.status().pid(), List.of());
            for (ProcessStatus child : below.reversed()) {
                left.push(new Node(child, node.depth() + 1));
            }
        }
        return nodes;
    }
}
