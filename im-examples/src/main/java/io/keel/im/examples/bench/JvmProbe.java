package io.keel.im.examples.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the JVM of a server that runs on this machine. */
final class JvmProbe implements AutoCloseable {

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;

    private JvmProbe(JMXConnector connector, MBeanServerConnection beans) throws IOException {
        this.connector = connector;
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address is the one that the child's own agent has just named
    static JvmProbe attach(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new JvmProbe(connector, connector.getMBeanServerConnection());
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot look into process " + pid, e);
        }
    }

    /** Bytes of the heap that are reachable. */
    long liveHeapBytes() {
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Bytes that the threads that live now have allocated so far, those of this probe's own connection left out. */
    long allocatedBytes() {
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] allocated = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            String name = infos[i] == null ? "" : infos[i].getThreadName();
            if (!name.startsWith("RMI ") && !name.startsWith("JMX ")) {
                sum += Math.max(0, allocated[i]);
            }
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
