/**
 * The set-up step {@code cpu-limit}.
 *
 * @provides ctk.core.setup.SetupStep cpu-limit
 */
module com.example.ctk.cpulimit {
    requires ctk.core.setup;

    provides ctk.core.setup.SetupStep with
            com.example.ctk.cpulimit.CpuLimitStep;
}
