package io.afos.trainer.training;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ComputeDeviceTest {

    @Test
    void takesTheFirstGpuIfThereIsOne() {
        assertThat(ComputeDevice.choose("auto", 0)).isEqualTo(Device.cpu());
        assertThat(ComputeDevice.choose("auto", 2)).isEqualTo(Device.gpu(0));
        assertThat(ComputeDevice.choose("cpu", 2)).isEqualTo(Device.cpu());
        assertThat(ComputeDevice.choose("gpu", 2)).isEqualTo(Device.gpu(0));
        assertThat(ComputeDevice.choose("gpu:1", 2)).isEqualTo(Device.gpu(1));
    }

    @Test
    void refusesDevicesThatAreNotThere() {
        assertThatThrownBy(() -> ComputeDevice.choose("gpu:2", 2)).hasMessageContaining("sees 2 GPUs");
        assertThatThrownBy(() -> ComputeDevice.choose("tpu", 2)).hasMessageContaining("auto, cpu, gpu or gpu:N");
    }
}
